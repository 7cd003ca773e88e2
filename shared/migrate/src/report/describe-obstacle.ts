import type { SchemaObstacle } from '../plan/schema-readiness.ts';

/** Why a schema cannot be used, in a few words for a probe: `schema at V6, needs V8`. */
export function describeObstacle(obstacle: SchemaObstacle): string {
  switch (obstacle.kind) {
    case 'failed':
      return `migration ${obstacle.script} failed`;
    case 'empty':
      return `schema is empty, needs V${obstacle.needed.text}`;
    case 'other version':
      return `schema at V${obstacle.current.text}, needs V${obstacle.needed.text}`;
    case 'gap':
      return `schema at V${obstacle.current.text}, but V${obstacle.missing.text} is not applied`;
    case 'never applied':
      return `schema at V${obstacle.current.text}, but ${obstacle.script} was never applied`;
  }
}
