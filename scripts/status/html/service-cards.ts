import { lastOf, pendingOf, type ServiceStatus } from '../model.ts';
import { accountsText, durationText, minuteText, serverText } from '../words.ts';
import { html, type Markup } from './markup.ts';
import { badge, shape, toneOf } from './shapes.ts';

/** A card for each service that has migrations, and a line for each that will have some. */
export function serviceCards(services: readonly ServiceStatus[]): Markup {
  const planned = services.filter(({ condition }) => condition === 'planned');
  const active = services.filter(({ condition }) => condition !== 'planned');
  return html`<section aria-labelledby="services">
    <h2 id="services">Services</h2>
    <div class="cards">${active.map(card)}</div>
    ${planned.length > 0 ? plannedList(planned) : undefined}
  </section> `;
}

function card(service: ServiceStatus): Markup {
  const { name, database, condition, version, server, address, accounts } = service;
  const isRead = condition !== 'away' && condition !== 'unreadable';
  const pending = pendingOf(service).length;
  return html`<article class="card ${toneOf(condition)}">
    <header>
      <h3>${name}</h3>
      ${badge(condition)}
    </header>
    <p class="version">
      ${isRead ? html`<span>version</span> <b>${version ?? 'none'}</b>` : html`<span>version</span> <b>unknown</b>`}
    </p>
    <dl>
      <div>
        <dt>Database</dt>
        <dd>${database}</dd>
      </div>
      <div>
        <dt>Server</dt>
        <dd>${[server && serverText(server), address].filter(Boolean).join(', ') || 'not known'}</dd>
      </div>
      <div>
        <dt>Pending</dt>
        <dd>${isRead ? (pending === 0 ? 'nothing' : `${pending}`) : 'not known'}</dd>
      </div>
      <div>
        <dt>Last migration</dt>
        <dd>${lastMigration(service)}</dd>
      </div>
      <div>
        <dt>Users</dt>
        <dd>${accountsText(accounts) === '–' ? 'not looked at' : accountsText(accounts)}</dd>
      </div>
    </dl>
  </article> `;
}

function lastMigration(service: ServiceStatus): Markup | string {
  const last = lastOf(service);
  if (!last)
    return service.condition === 'away' || service.condition === 'unreadable' ? 'not known' : 'none yet';
  const { at, by, milliseconds } = last.applied;
  return html`${last.script}<br />${moment(at)}, ${durationText(milliseconds)}, by ${by}`;
}

/** A moment that programs can read as well. */
export function moment(at: Date): Markup {
  return html`<time datetime="${at.toISOString()}">${minuteText(at)}</time>`;
}

function plannedList(services: readonly ServiceStatus[]): Markup {
  return html`<h3 class="minor">Without migrations yet</h3>
    <ul class="planned">
      ${services.map(
        ({ name, database, accounts }) =>
          html`<li>
            ${shape(accounts.every(({ isWell }) => isWell) ? 'planned' : 'accounts')}<span>${name}</span>
            <small>${database}</small>
          </li> `,
      )}
    </ul> `;
}
