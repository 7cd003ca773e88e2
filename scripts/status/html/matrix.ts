import { compareVersions, parseVersion } from '@nilecare/migrate';
import { conditions, type MigrationCondition, type MigrationStatus, type ServiceStatus } from '../model.ts';
import { html, type Markup } from './markup.ts';
import { badge } from './shapes.ts';

/** Services and versions: what each version is in each service; the repeatable ones stand in one column. */
export function matrix(services: readonly ServiceStatus[]): Markup | undefined {
  const rows = services.filter(({ condition }) => condition !== 'planned');
  if (rows.every(({ migrations }) => migrations.length === 0)) return undefined;
  const versions = versionsOf(rows);
  return html`<section aria-labelledby="matrix">
    <h2 id="matrix">Services and migrations</h2>
    <div class="scroll" role="region" aria-labelledby="matrix" tabindex="0">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Service</th>
            ${versions.map((version) => html`<th scope="col">V${version}</th>`)}
            <th scope="col">Repeatable</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((service) => row(service, versions))}
        </tbody>
      </table>
    </div>
  </section> `;
}

/** Every version of any service, the lowest first. */
export function versionsOf(services: readonly ServiceStatus[]): readonly string[] {
  const versions = services.flatMap(({ migrations }) =>
    migrations.flatMap(({ version }) => (version === undefined ? [] : (parseVersion(version) ?? []))),
  );
  const sorted = versions.sort(compareVersions).map(({ text }) => text);
  return [...new Set(sorted)];
}

function row({ name, migrations, condition }: ServiceStatus, versions: readonly string[]): Markup {
  if (condition === 'away' || condition === 'unreadable')
    return html`<tr>
      <th scope="row">${name}</th>
      <td colspan="${versions.length + 1}">${badge(condition)}</td>
    </tr> `;
  const repeatable = migrations.filter(({ version }) => version === undefined);
  return html`<tr>
    <th scope="row">${name}</th>
    ${versions.map((version) =>
      cell(migrations.filter((migration) => migration.version === version)),
    )}${cell(repeatable)}
  </tr> `;
}

/** A version may stand in several rows of the history, when it was undone: what counts is what it is now. */
function cell(migrations: readonly MigrationStatus[]): Markup {
  const current = migrations.filter(({ condition }) => condition !== 'past');
  const shown = (current.length > 0 ? current : migrations).map(({ condition }) => condition);
  const [condition] = [...shown].sort((one, other) => gravity(other) - gravity(one));
  if (condition === undefined) return html`<td class="none">–</td>`;
  const progress = current.find((migration) => migration.progress)?.progress;
  return html`<td>
    ${badge(condition, condition === 'past' ? 'undone' : undefined)}${
      progress ? html`<small>${progress.committed} of ${progress.total} done</small>` : undefined
    }
  </td>`;
}

function gravity(condition: MigrationCondition): number {
  return condition === 'past' ? -1 : conditions.indexOf(condition);
}
