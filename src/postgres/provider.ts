/** What all providers of a server have in common. They only differ in how the server is started and ended. */

export interface OpenOptions {
  /** Container image of the Testcontainers provider. */
  readonly image: string;
  /** Our cache folder; clusters are kept in `<cache>/clusters`. */
  readonly cache: string;
  /** Id of the run: part of every mark. */
  readonly runId: string;
  /** Number of the run's slot. A server of our own uses the port of the slot if it is free. */
  readonly slot?: number | undefined;
  /** Receives progress, one line at a time. */
  readonly say: (text: string) => void;
  /** Cancels opening, and ends what was started. */
  readonly signal?: AbortSignal | undefined;
}

/** A server that accepts connections. */
export interface RunningServer {
  readonly provider: 'embedded' | 'testcontainers' | 'url';
  readonly why: string;
  readonly host: string;
  readonly port: number;
  /** Folder of its Unix socket, if we can use it: quicker than TCP, and without a password. Engines use TCP. */
  readonly socket?: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: false | { readonly rejectUnauthorized: boolean };
  /** Database that administration connects to. */
  readonly maintenance: string;
  readonly superuser: boolean;
  /** Started for this run only, with our settings, and removed afterwards. */
  readonly throwaway: boolean;
  readonly prefix: string;
  /** Ends what the provider started. On a server that goes on running, our databases have been dropped before. */
  end(): Promise<void>;
}

/** Starts or finds a server. `asked` is the provider as the user wrote it: `auto`, a name, or a URL. */
export type Provider = (asked: string, options: OpenOptions) => Promise<RunningServer>;
