import type { PlatformStatus } from '../model.ts';
import { serverText, verdictText } from '../words.ts';
import { accountTable } from './account-table.ts';
import { attentionList } from './attention-list.ts';
import { diagramSection, type ServiceDiagram } from './diagram-section.ts';
import { html, Markup } from './markup.ts';
import { matrix } from './matrix.ts';
import { moment, serviceCards } from './service-cards.ts';
import { shape } from './shapes.ts';
import { style } from './style.ts';
import { timeline } from './timeline.ts';

/** Styles stand in the page itself; anything else, wherever it should come from, is refused by the browser. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The status as one HTML document without scripts, which loads nothing. Pure. */
export function statusPage(status: PlatformStatus, diagrams: readonly ServiceDiagram[]): string {
  const verdict = verdictText(status);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>NileCare databases: ${verdict}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <header class="top">
          <p class="over">NileCare databases</p>
          <h1>
            ${shape(status.attention.length === 0 ? 'ok' : (status.attention[0]?.kind ?? 'ok'))}${verdict}
          </h1>
          <p class="sub">${subtitle(status)}</p>
        </header>
        <main>
          ${[
            attentionList(status.attention),
            serviceCards(status.services),
            matrix(status.services),
            timeline(status.services),
            accountTable(status),
            diagramSection(diagrams),
          ]}
        </main>
        <footer>
          <p>Written by <code>npm run status -- --html</code>. All times are UTC.</p>
        </footer>
      </body>
    </html> `.text;
}

function subtitle({ services, takenAt }: PlatformStatus): Markup {
  const servers = new Set(services.flatMap(({ server }) => (server ? [serverText(server)] : [])));
  const count = `${services.length} ${services.length === 1 ? 'service' : 'services'}`;
  return html`${count}${servers.size > 0 ? ` on ${[...servers].join(' and ')}` : ''}, as of ${moment(takenAt)}
  UTC`;
}
