import GithubSlugger from 'github-slugger';
import type { Code, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';
import type { Block, Document, Link, Mark, Mention, Part, Try } from './document.ts';

/**
 * Takes a Markdown file apart, as GitHub reads it.
 *
 * @param file its name, relative to the root of the repository
 */
export function readDocument(file: string, text: string): Document {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return {
    file,
    links: linksOf(tree),
    anchors: anchorsOf(tree),
    parts: partsOf(tree),
    mentions: mentionsOf(tree),
  };
}

function linksOf(tree: Root): readonly Link[] {
  const links: Link[] = [];
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      links.push({ url: node.url, line: lineOf(node) });
    else if (node.type === 'html')
      for (const [, url = ''] of node.value.matchAll(/\s(?:href|src|srcset)="([^"]*)"/g))
        links.push({ url, line: lineOf(node) });
  });
  return links;
}

function anchorsOf(tree: Root): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  visit(tree, (node) => {
    if (node.type === 'heading') anchors.add(slugger.slug(toString(node, { includeHtml: false })));
    else if (node.type === 'html')
      for (const [, id = ''] of node.value.matchAll(/\s(?:id|name)="([^"]*)"/g)) anchors.add(id);
  });
  return anchors;
}

/** Blocks stand at the top of a document or in a list; comments that begin with `try` likewise. */
function partsOf(tree: Root): readonly Part[] {
  const parts: Part[] = [];
  visit(tree, (node, index, parent) => {
    if (node.type === 'code' && node.lang === 'sh')
      parts.push(block(node, parent?.children[(index ?? 0) + 1]));
    else if (node.type === 'html') parts.push(...triesOf(node.value, lineOf(node)));
  });
  return parts;
}

function block(code: Code, next: Nodes | undefined): Block {
  const promises = next?.type === 'code' && next.lang === 'text' && next.meta?.startsWith('output');
  const reason = /^not-run: *(.+)/.exec(code.meta ?? '')?.[1];
  return {
    kind: 'block',
    line: lineOf(code) + 1,
    text: code.value,
    mark: markOf(code.meta ?? ''),
    ...(reason !== undefined && { reason }),
    output: promises ? next.value.split('\n') : [],
  };
}

function markOf(words: string): Mark {
  if (/^run\b(?!-)/.test(words)) return 'run';
  return words.startsWith('not-run') ? 'not-run' : 'run-all';
}

/** `<!-- try: NAME -->`, with `try-all` for a step that only `--run-all` takes. */
function triesOf(html: string, line: number): readonly Try[] {
  return [...html.matchAll(/<!-- (try|try-all): (.+?) -->/g)].map(([, word, name = ''], index) => ({
    kind: 'try',
    line: line + index,
    name,
    mark: word === 'try' ? 'run' : 'run-all',
  }));
}

function mentionsOf(tree: Root): readonly Mention[] {
  const mentions: Mention[] = [];
  visit(tree, 'inlineCode', (node) => {
    if (/^(?:npm run|npx) /.test(node.value)) mentions.push({ text: node.value, line: lineOf(node) });
  });
  return mentions;
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
