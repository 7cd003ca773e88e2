import type { Attention } from '../model.ts';
import { html, type Markup } from './markup.ts';
import { badge, toneOf } from './shapes.ts';

/** What needs attention, the worst first; nothing when all is well. */
export function attentionList(attention: readonly Attention[]): Markup | undefined {
  if (attention.length === 0) return undefined;
  return html`<section aria-labelledby="attention">
    <h2 id="attention">Needs attention</h2>
    <ol class="attention">
      ${attention.map(attentionItem)}
    </ol>
  </section> `;
}

function attentionItem({ service, kind, what, next }: Attention): Markup {
  return html`<li class="${toneOf(kind)}">
    <p class="who">${badge(kind)} <b>${service ?? 'All services'}</b></p>
    <p>${withCommands(what)}</p>
    ${
      next.length > 0
        ? html`<ul>
            ${next.map((line) => html`<li>${withCommands(line)}</li>`)}
          </ul>`
        : undefined
    }
  </li> `;
}

/** A text with the command that ends it, or stands before a full stop in it, set as code. */
export function withCommands(text: string): readonly (string | Markup)[] {
  const parts = text.split(command);
  return parts.map((part) => (/^np[mx] /.test(part) ? html`<code>${part}</code>` : part));
}

const command =
  /(npm run [\w:-]+(?: -w [\w-]+)?(?: -- --[\w-]+)?|npx nilecare-db \w+(?: --[\w-]+(?: (?!--)[\w-]+)?)*)/;
