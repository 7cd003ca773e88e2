'use strict';
// Stands in for #failpoint in the bundle: Node.js is asked to resolve it only where it was started with the condition. To
// resolve a name of package.json it sets up half of its loader of ES modules.
const given = [...process.execArgv, process.env.NODE_OPTIONS ?? ''];
const isOn = given.some((option) => option.includes('nilecare-failpoints'));

module.exports = isOn ? require('#failpoint') : { failpoint: () => Promise.resolve() };
