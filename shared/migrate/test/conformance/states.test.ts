import { conformanceSuite } from './suite.ts';

conformanceSuite('states');
