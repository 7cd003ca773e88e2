import { conformanceSuite } from './suite.ts';

conformanceSuite('bytes');
