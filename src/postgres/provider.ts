/** What the three ways to have a server agree on: they differ in how it is had and ended, and in nothing else. */

export interface OpenOptions {
  /** Container image of the Testcontainers provider. */
  readonly image: string;
  /** The harness's cache folder; clusters are kept in `<cache>/clusters`. */
  readonly cache: string;
  /** Id of the run: goes into every mark. */
  readonly runId: string;
  /** Number no other run on this machine has: a server of ours has the same address in each run, where it is free. */
  readonly slot?: number | undefined;
  /** Receives progress, one line at a time. */
  readonly say: (text: string) => void;
  /** Abandons the opening; what was started until then is ended. */
  readonly signal?: AbortSignal | undefined;
}

/** A server that answers. */
export interface RunningServer {
  readonly provider: 'embedded' | 'testcontainers' | 'url';
  readonly why: string;
  readonly host: string;
  readonly port: number;
  /** Folder of its Unix socket, where we can reach it: quicker than TCP, and it asks for no password. Engines use TCP. */
  readonly socket?: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: false | { readonly rejectUnauthorized: boolean };
  /** Database that administration connects to. */
  readonly maintenance: string;
  readonly superuser: boolean;
  /** Started by us and gone afterwards: nobody else is on it, and its settings are ours. */
  readonly throwaway: boolean;
  readonly prefix: string;
  /** Ends what the provider started. Its databases are dropped by then where the server lives on. */
  end(): Promise<void>;
}

/** Has a server. `asked` is the provider as the user wrote it: `auto`, a name, or a URL. */
export type Provider = (asked: string, options: OpenOptions) => Promise<RunningServer>;
