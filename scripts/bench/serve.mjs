// The server alone, as `npm start` runs it, without looking whether the build is fresh: the bench has done that once.
const { main } = await import('../../dist/server/cli/liangpai.js');
await main(['serve']);
