export { backupAsCsv } from './export/backup-table.js';
export { backupAsFolder, backupAsLines, MANIFEST, type ExportedFile } from './export/export-backup.js';
export {
  planAsCsv,
  planAsLines,
  type PlanHeader,
  type StepOfPlan,
  type StepResult,
} from './export/export-plan.js';
export { reportAsCsv, reportAsLines, type ReportHeader } from './export/export-report.js';
export type { CsvOptions } from './export/table.js';
export type { BackupHeader, TypeCompleteness } from './format/backup-header.js';
export {
  objectsWithLinks,
  type ObjectWithLinks,
  type OwnedLink,
  type SnapshotEntry,
} from './format/object-with-links.js';
export { exportFiles, type ExportFile } from './import/export-files.js';
export type { Identify } from './import/graph-export.js';
export type { ImportProblem, ImportSummary, ProblemCode, TypeImport } from './import/import-summary.js';
export type { ImportedItem } from './import/ledger.js';
export { entriesOfLine, lineOfItem } from './import/import-line.js';
export { readExport, type ExportReading, type ImportOptions } from './import/read-export.js';
export { byType, objectsOf, recognise, type GraphResource, type Recognised } from './import/recognition.js';
export { snapshotEntry } from './import/snapshot-entry.js';
