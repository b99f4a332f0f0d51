import { expect, test } from 'vitest';
import { membersOf } from './install.ts';

const listing = `drwxr-xr-x 0/0 0 1980-01-01 08:00 trino-server-476/lib/
-rw-r--r-- 0/0 10 1980-01-01 08:00 trino-server-476/NOTICE
-rw-r--r-- 0/0 10 1980-01-01 08:00 trino-server-476/lib/main.jar
-rw-r--r-- 0/0 10 1980-01-01 08:00 trino-server-476/plugin/bigquery/shared.jar
-rw-r--r-- 0/0 10 1980-01-01 08:00 trino-server-476/plugin/bigquery/own.jar
hrw-r--r-- 0/0 0 1980-01-01 08:00 trino-server-476/plugin/hive/shared.jar link to trino-server-476/plugin/bigquery/shared.jar
-rw-r--r-- 0/0 10 1980-01-01 08:00 trino-server-476/plugin/iceberg/hdfs/file.jar
`;

test('of the archive, the server, the wanted plugins with their subfolders, and what they are links to', () => {
  expect(membersOf(listing)).toEqual([
    'trino-server-476/lib/main.jar',
    'trino-server-476/plugin/bigquery/shared.jar',
    'trino-server-476/plugin/hive/shared.jar',
    'trino-server-476/plugin/iceberg/hdfs/file.jar',
  ]);
});
