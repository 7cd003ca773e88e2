import { describe, expect, it } from 'vitest';
import { statusText } from '../status-text.ts';
import { hostile, sample } from '../test/sample.ts';
import { withCommands } from './attention-list.ts';
import { html, Markup } from './markup.ts';
import { versionsOf } from './matrix.ts';
import { statusPage } from './page.ts';
import { place } from './place.ts';

const page = statusPage(sample, [{ service: 'auth-service', svg: '<svg class="er"></svg>', tables: 7 }]);

describe('the page of the status', () => {
  it('is HTML in English, under a policy that allows nothing but its own style', () => {
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en">/);
    expect(page).toContain(
      `http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:/i);
  });

  it('shows names that look like HTML as the text that they are', () => {
    expect(page).not.toContain(hostile);
    expect(page).not.toMatch(/<img|<script/);
    expect(page).toContain('V1__&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#60;img_src=x');
  });

  it('tells each state by a word beside its shape', () => {
    for (const word of ['ok', 'pending', 'failed', 'interrupted', 'drift', 'away'])
      expect(page).toMatch(new RegExp(`</svg\\s*>\\s*${word}\\s*</span`));
    expect(page).toContain('5 of 12 done');
  });

  it('says what is worst in the heading, and everything is well when it is', () => {
    expect(page).toMatch(/<h1>[^]*6 things need attention\./);
    const calm = statusPage({ ...sample, attention: [] }, []);
    expect(calm).toMatch(/<h1>[^]*All is well in 7 databases\./);
    expect(calm).not.toContain('id="attention"');
    expect(calm).not.toContain('id="diagrams"');
  });

  it('gives every heading cell a scope, and nothing an id twice', () => {
    expect(page.match(/<th(?=[\s>])(?! scope="(?:row|col)")/g)).toBeNull();
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe('html', () => {
  it('escapes texts, lists and numbers, and takes HTML as it is', () => {
    expect(html`<p title="${'a"b'}">${['<', new Markup('<b>'), [3, undefined]]}</p>`.text).toBe(
      '<p title="a&#34;b">&#60;<b>3</p>',
    );
    expect(html`${'a\u0000\u001b[31mb\nc'}`.text).toBe('a\ufffd\ufffd[31mb\nc');
  });
});

describe('the parts of the page', () => {
  it('order versions as the engine does', () => {
    const [first] = sample.services;
    const migrations = ['1.10', '2', '1.9'].map((version) => ({ ...first!.migrations[0]!, version }));
    expect(versionsOf([{ ...first!, migrations }])).toEqual(['1.9', '1.10', '2']);
  });

  it.each([
    [[5, 5], { from: 5, to: 5 }, [{ at: 50, count: 2 }]],
    [
      [0, 100, 50],
      { from: 0, to: 100 },
      [
        { at: 0, count: 1 },
        { at: 50, count: 1 },
        { at: 100, count: 1 },
      ],
    ],
    [
      [0, 4, 100],
      { from: 0, to: 100 },
      [
        { at: 0, count: 2 },
        { at: 100, count: 1 },
      ],
    ],
  ])('place %j on the timeline, near ones together', (moments, range, marks) => {
    expect(place(moments, range)).toEqual(marks);
  });

  it.each([
    ['Apply with: npm run migrate:up -w auth-service', ['npm run migrate:up -w auth-service']],
    ['Fix it, then: npm run migrate:resume -w a-b. It goes on.', ['npm run migrate:resume -w a-b']],
    ['Revoke it with: npx nilecare-db users --service a --fix', ['npx nilecare-db users --service a --fix']],
    ['Nothing to type.', []],
  ])('set the commands of %j as code', (text, commands) => {
    const parts = withCommands(text).filter((part) => part instanceof Markup);
    expect(parts.map((part) => part.text)).toEqual(commands.map((command) => `<code>${command}</code>`));
  });
});

describe('the text of the status', () => {
  it('fits 100 columns, whatever the names are, and moves no cursor', () => {
    const long = { ...sample.services[0]!, name: 'x'.repeat(120), database: `\u001b[2J${'y'.repeat(120)}` };
    const text = statusText({ ...sample, services: [long, ...sample.services] }, (_, part) => part);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text).not.toContain('\u001b');
  });
});
