import { conformanceSuite } from './suite.ts';

conformanceSuite('commands');
