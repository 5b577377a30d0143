// The server as `npm start` runs it, without looking whether the build is stale.
const { main } = await import('../../dist/server/cli/liangpai.js');
await main(['serve']);
