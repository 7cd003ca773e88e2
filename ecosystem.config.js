// `pm2 start ecosystem.config.js` here starts the three services; in the folder of one, that one (docs/running.md).
const path = require('node:path');
const { pm2Settings } = require('./shared/service/pm2.cjs');

const services = ['auth-service', 'billing-service', 'payment-gateway-service'];

module.exports = { apps: services.map((name) => pm2Settings(path.join(__dirname, 'microservices', name))) };
