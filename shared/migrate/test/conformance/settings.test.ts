import { conformanceSuite } from './suite.ts';

conformanceSuite('settings');
