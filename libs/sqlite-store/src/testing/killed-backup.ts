import { backUpSqliteStore } from '../index.ts';

/** Program for the tests: backs a store up and kills itself in the middle. Usage: node killed-backup.ts PATH TARGET */
const [path = '', target = ''] = process.argv.slice(2);

await backUpSqliteStore({
  path,
  target,
  overwrite: true,
  onProgress: (done, total) => {
    if (done < total) process.kill(process.pid, 'SIGKILL');
  },
});
