import { conformanceSuite } from './suite.ts';

conformanceSuite('callbacks');
