import type { Applied, MigrationStatus, ServiceStatus } from '../model.ts';
import { durationText, minuteText } from '../words.ts';
import { html, type Markup } from './markup.ts';
import { moment } from './service-cards.ts';
import { place, type Mark } from './place.ts';
import { shape } from './shapes.ts';

/** A migration that was run, with its service. */
interface Run extends MigrationStatus {
  readonly service: string;
  readonly applied: Applied;
}

const shownRuns = 12;

/** When migrations were run, a lane a service, and how long each took; nothing where none was. */
export function timeline(services: readonly ServiceStatus[]): Markup | undefined {
  const runs = services.flatMap(({ name, migrations }) =>
    migrations.flatMap((migration): Run[] =>
      migration.applied ? [{ ...migration, service: name, applied: migration.applied }] : [],
    ),
  );
  if (runs.length === 0) return undefined;
  const newest = runs.sort(
    (one, other) =>
      Number(other.applied.at) - Number(one.applied.at) || other.applied.rank - one.applied.rank,
  );
  const names = services.flatMap(({ name }) => (runs.some(({ service }) => service === name) ? [name] : []));
  const longest = Math.max(...runs.map(({ applied }) => applied.milliseconds));
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    ${lanes(runs, names)} ${runTable(newest.slice(0, shownRuns), longest)}
    ${
      newest.length > shownRuns
        ? html`<details>
            <summary>${newest.length - shownRuns} earlier ones</summary>
            ${runTable(newest.slice(shownRuns), longest)}
          </details>`
        : undefined
    }
  </section> `;
}

/** The table below says the same in words. */
function lanes(runs: readonly Run[], names: readonly string[]): Markup {
  const times = runs.map(minuteOf);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return html`<div class="lanes" aria-hidden="true">
    ${names.map((name) => {
      const own = runs.filter(({ service }) => service === name);
      return html`<div class="lane">
        <span>${name}</span>
        <div class="track">${place(own.map(minuteOf), { from, to }).map(dot)}</div>
      </div> `;
    })}
    <div class="lane axis">
      <span></span>
      <div class="ends">
        <span>${minuteText(new Date(from))}</span>${
          from === to ? undefined : html`<span>${minuteText(new Date(to))}</span>`
        }
      </div>
    </div>
  </div> `;
}

/** Seconds apart is at once: a set-up of all services is one moment. */
function minuteOf({ applied }: Run): number {
  return Math.floor(Number(applied.at) / 60_000) * 60_000;
}

function dot({ at, count }: Mark): Markup {
  return html`<i style="left:${at}%">${count > 1 ? count : undefined}</i>`;
}

function runTable(runs: readonly Run[], longest: number): Markup {
  return html`<div class="scroll" role="region" aria-labelledby="timeline" tabindex="0">
    <table class="runs">
      <thead>
        <tr>
          <th scope="col">Migration</th>
          <th scope="col">When (UTC)</th>
          <th scope="col">Took</th>
        </tr>
      </thead>
      <tbody>
        ${runs.map((run) => runRow(run, longest))}
      </tbody>
    </table>
  </div>`;
}

function runRow({ service, script, condition, applied }: Run, longest: number): Markup {
  const share = longest === 0 ? 0 : Math.round((applied.milliseconds / longest) * 100);
  return html`<tr>
    <th scope="row">
      ${shape(condition)} ${script}
      <small>${service}, by ${applied.by}</small>
    </th>
    <td>${moment(applied.at)}</td>
    <td class="took"><span>${durationText(applied.milliseconds)}</span><i style="width:${share}%"></i></td>
  </tr> `;
}
