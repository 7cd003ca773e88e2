import { conformanceSuite } from './suite.ts';

conformanceSuite('names');
