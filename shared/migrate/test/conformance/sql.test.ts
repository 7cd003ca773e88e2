import { conformanceSuite } from './suite.ts';

conformanceSuite('sql');
