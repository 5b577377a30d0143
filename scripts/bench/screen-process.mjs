// Consoles of one account, in a process of their own: part h starts some.
import { connectConsole } from './consoles.mjs';
import { Sightings, monotonic } from './sightings.mjs';

const sightings = new Sightings();

process.on('message', (order) => {
  if (order.connect) void connect(order.connect);
  else process.send?.({ sightings: sightings.take() });
});
process.on('disconnect', () => process.exit());

async function connect({ url, token, screens }) {
  for (let i = 0; i < screens; i += 1) {
    const socket = await connectConsole(url, token);
    const seen = new Set();
    socket.on('changes', ({ cards }) => {
      const now = monotonic();
      for (const { caseNo } of cards) {
        // A card may come again with its evidence: the first time counts.
        if (seen.has(caseNo)) continue;
        seen.add(caseNo);
        sightings.add(caseNo, now);
      }
    });
  }
  process.send?.({ connected: true });
}
