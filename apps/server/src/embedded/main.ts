import { connect } from 'node:net';
import { Embedded } from './embedded.js';
import { logFolder, readEmbeddedSettings, type EmbeddedSettings } from './embedded-settings.js';
import { guide } from './guide.js';

/** `npm start`: the whole product with its embedded defaults and a simulated tenant. */
async function main(): Promise<void> {
  const settings = readEmbeddedSettings(process.env);
  await refuseTakenPorts(settings);
  const embedded = new Embedded(settings);
  const stop = async (): Promise<void> => {
    process.stdout.write('\nStopping…\n');
    await embedded.stop();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  try {
    await embedded.start();
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)} (${logFolder(settings)})\n`,
    );
    await embedded.stop();
    process.exit(1);
  }
  process.stdout.write(guide(settings, embedded.urls));
}

async function refuseTakenPorts(settings: EmbeddedSettings): Promise<void> {
  const ports = {
    PORT: settings.port,
    KNOWN_GOOD_ISSUER_PORT: settings.issuerPort,
    KNOWN_GOOD_SIMULATOR_PORT: settings.simulatorPort,
  };
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isTaken(port))) continue;
    process.stderr.write(
      `Port ${port} is in use. Stop what listens there, or set ${name} to another port.\n`,
    );
    process.exit(1);
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

await main();
