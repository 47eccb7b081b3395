import { describeRecordStore, describeSpaceAdmin, describeTrackStore } from '@soundalike/catalog/testing';
import { createSqliteLibrary } from './testing/create-sqlite-library.ts';

describeTrackStore('The embedded store', createSqliteLibrary);
describeRecordStore('The embedded store', createSqliteLibrary);
describeSpaceAdmin('The embedded store', createSqliteLibrary);
