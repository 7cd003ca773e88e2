import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { resolveConfig } from '../config/resolve-config.ts';
import { filterInfos } from './filter-infos.ts';
import { states } from './states.ts';

const [first, second, view] = rows('SQL V1__t1', 'SQL V2__t2', 'SQL R__v');
const history = [
  { ...first, installedOn: '2026-03-04 05:06:00' },
  { ...second, installedOn: '2026-03-04 05:07:30' },
  { ...view, installedOn: '2026-11-25 15:43:33' },
] as ReturnType<typeof rows>;
const files = ['V1__t1', 'V1.5__late', 'V2__t2', 'V3__t3', 'V4__t4', 'R__v'].map(file);
const infos = states(files, history, { outOfOrder: false, target: { kind: 'latest' } });

/** What Flyway 11.8.2 shows of the same files and rows. */
const shown = [
  [{}, ['1', '2', 'v', '1.5', '3', '4']],
  [{ infoSinceDate: '04/03/2026 05:06' }, ['2', 'v', '1.5', '3', '4']],
  [{ infoSinceDate: '04/03/2026 05:07' }, ['2', 'v', '1.5', '3', '4']],
  [{ infoSinceDate: ' ' }, ['1', '2', 'v', '1.5', '3', '4']],
  [{ infoUntilDate: '04/03/2026 05:06' }, []],
  [{ infoUntilDate: '4/3/2026 5:7' }, ['1']],
  [{ infoSinceVersion: '2' }, ['2', 'v', '3', '4']],
  [{ infoSinceVersion: '1_5' }, ['2', 'v', '1.5', '3', '4']],
  [{ infoUntilVersion: '2.0' }, ['1', '2', '1.5']],
  [{ infoOfState: ['pending', 'IGNORED'] }, ['1.5', '3', '4']],
  [{ infoOfState: ['success', ''] }, ['1', '2', 'v']],
  [{ infoOfState: ['Missing'] }, []],
  [{ infoOfState: ['success'], infoUntilVersion: '1' }, ['1']],
] as const;

describe('filterInfos', () => {
  it.each(shown)('%j shows %j', (options, expected) => {
    const { infoFilter } = resolveConfig({ url: 'mysql://127.0.0.1/shop', user: 'shop', ...options });
    const names = filterInfos(infos, infoFilter).map(
      ({ row, migration }) => (row ?? migration)?.version?.text ?? (row ?? migration)?.description,
    );
    expect(names).toEqual(expected);
  });
});
