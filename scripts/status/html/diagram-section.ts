import { html, Markup } from './markup.ts';

/** The entity-relationship diagram of one service's database. */
export interface ServiceDiagram {
  readonly service: string;
  /** An `<svg>` element, whose texts are escaped. */
  readonly svg: string;
  readonly tables: number;
}

/** The diagrams, each to be opened; nothing where there is none. */
export function diagramSection(diagrams: readonly ServiceDiagram[]): Markup | undefined {
  if (diagrams.length === 0) return undefined;
  return html`<section aria-labelledby="diagrams">
    <h2 id="diagrams">Tables and how they hang together</h2>
    ${diagrams.map(
      ({ service, svg, tables }) =>
        html`<details class="diagram">
          <summary>${service} <small>${tables} tables</small></summary>
          <div class="scroll" role="region" aria-label="Diagram of ${service}" tabindex="0">
            ${new Markup(svg)}
          </div>
        </details> `,
    )}
  </section> `;
}
