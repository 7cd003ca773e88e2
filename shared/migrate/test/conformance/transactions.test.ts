import { conformanceSuite } from './suite.ts';

conformanceSuite('transactions');
