/** The program of a stand-in's process: serves until it is killed, and tells its parent where. */
import { registerHooks } from 'node:module';

// The stand-in is written for Jest, which finds `.ts` where `.js` is asked for.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.endsWith('.js')) throw error;
      return next(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
});

const { StandInServer } = await import('../../eventstoredb/stand-in/stand-in-server.ts');
const server = new StandInServer();
await server.start();
process.on('disconnect', () => process.exit());
process.send?.(server.connectionString);
