import { runVerify } from './run-verify.js';

const { exitCode, output, errors } = await runVerify(process.argv.slice(2));
process.stdout.write(output);
process.stderr.write(errors);
process.exitCode = exitCode;
