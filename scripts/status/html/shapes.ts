import type { Attention, Condition, MigrationCondition } from '../model.ts';
import { conditionWords } from '../words.ts';
import { html, Markup } from './markup.ts';

/** What a shape is drawn for. */
export type Shown = Condition | MigrationCondition | Attention['kind'];

/** How grave a condition is, which is its colour; the shape and the word tell it apart without colours. */
const tones: Readonly<Record<Shown, 'good' | 'calm' | 'warn' | 'bad'>> = {
  ok: 'good',
  planned: 'calm',
  past: 'calm',
  running: 'warn',
  pending: 'warn',
  drift: 'warn',
  accounts: 'warn',
  interrupted: 'bad',
  failed: 'bad',
  unreadable: 'bad',
  away: 'bad',
};

const ring = '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/>';
const disc = '<circle cx="8" cy="8" r="7" fill="currentColor"/>';
const cut = (path: string) =>
  `<path d="${path}" fill="none" stroke="var(--surface)" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/>`;
const line = (path: string) =>
  `<path d="${path}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`;

const drawings: Readonly<Record<Shown, string>> = {
  ok: `${disc}${cut('M4.8 8.3 7 10.5 11.2 5.8')}`,
  pending: `${ring}${line('M8 4.8V8l2.2 1.6')}`,
  running: `${ring}<path d="M6.5 5.2v5.6L11 8z" fill="currentColor"/>`,
  drift: `${ring}${line('M5.2 6.6h5.6M5.2 9.4h5.6M9.4 4.6 6.6 11.4')}`,
  interrupted: `${ring}<path d="M8 2.2a5.8 5.8 0 0 0 0 11.6z" fill="currentColor"/>`,
  failed: `${disc}${cut('M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2')}`,
  unreadable: `${disc}${cut('M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1M8 11.4v.05')}`,
  away: `${ring}${line('M3.8 12.2l8.4-8.4')}`,
  accounts: `<path d="M8 1.8 15 14H1z" fill="currentColor"/>${cut('M8 6.4v3.2M8 11.7v.05')}`,
  planned:
    '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.4 2.5"/>',
  past: `${ring}${line('M5.4 8h5.2')}`,
};

/** The shape of a condition; says nothing to who cannot see it, because the word stands beside it. */
export function shape(shown: Shown): Markup {
  return html`<svg
    class="shape ${toneOf(shown)}"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    aria-hidden="true"
  >
    ${new Markup(drawings[shown])}
  </svg>`;
}

/** Shape and word. */
export function badge(
  shown: Shown,
  word: string = shown === 'accounts' ? 'users' : conditionWords[shown],
): Markup {
  return html`<span class="badge ${toneOf(shown)}">${shape(shown)}${word}</span>`;
}

/** Name of the class that colours it. */
export function toneOf(shown: Shown): string {
  return tones[shown];
}
