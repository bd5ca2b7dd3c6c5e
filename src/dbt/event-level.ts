/** The level at which an event was logged. */
import type { Json } from '../config/json.ts';
import { levelOf } from './log-event.ts';

/** Names of dbt's events at debug level: a changed value does not say at which level its event was logged. */
const atDebugLevel = new Set(
  `AdapterEventDebug ArtifactUploadSkipped ArtifactWritten CacheAction CacheDumpGraph CacheMiss
CatchableExceptionOnRun CodeExecution CodeExecutionStatus ColTypeChange CommandCompleted ConnectionClosed
ConnectionClosedInCleanup ConnectionLeftOpen ConnectionLeftOpenInCleanup ConnectionReused ConnectionUsed
DepsCreatingLocalSymlink DepsSetDownloadDirectory DepsSymlinkNotAvailable DisableTracking EndRunResult
FlushEvents FlushEventsFailure GitNothingToDo GitProgressCheckedOutAt GitProgressCheckoutRevision
GitProgressPullingNewDependency GitProgressUpdatedCheckoutRange GitProgressUpdatingExistingDependency
GitSparseCheckoutSubdirectory InputFileDiffError InternalErrorOnRun InvalidDisabledTargetInTestNode
JinjaLogDebug ListRelations LogDebugStackTrace MainReportArgs MainTrackingUserState MarkSkippedChildren
MicrobatchExecutionDebug NewConnection NewConnectionOpening NodeCompiling NodeConnectionReleaseError
NodeExecuting NodeFinished NodeStart ParsedFileLoadFailed PartialParsingEnabled PartialParsingError
PartialParsingErrorProcessingFile PartialParsingFile PartialParsingNotEnabled PartialParsingSkipParsing
PluginLoadError RecordRetryException RegistryIndexProgressGETRequest RegistryIndexProgressGETResponse
RegistryProgressGETRequest RegistryProgressGETResponse RegistryResponseExtraNestedKeys
RegistryResponseMissingNestedKeys RegistryResponseMissingTopKeys RegistryResponseUnexpectedType
ResourceReport RetryExternalCall Rollback RollbackFailed SQLCommit SQLQuery SQLQueryStatus
SQLRunnerException SchemaCreation SchemaDrop SendEventFailure SendingEvent StarterProjectPath
StateCheckVarsHash SystemCouldNotWrite SystemExecutingCmd SystemReportReturnCode SystemStdErr
SystemStdOut TimingInfoCollected TrackingInitializeFailure TypeCodeNotFound WritingInjectedSQLForNode
{connection taken}`.split(/\n| (?!taken)/),
);

/**
 * Whether an event was logged at debug level.
 * @param event the event or the line of a text log, if available; otherwise its name decides.
 */
export function isDebug(name: string, event?: Json): boolean {
  if (typeof event === 'string') return /\[debug *\]/.test(event);
  const level = levelOf(event);
  return level === undefined ? atDebugLevel.has(name) : level === 'debug';
}
