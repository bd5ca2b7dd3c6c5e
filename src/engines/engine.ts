/** An engine: a command line that is compared. */
import type { Location } from './import-folders.ts';

/** Where an engine comes from: a parsed spec. */
export type EngineSource =
  | {
      readonly kind: 'registry';
      readonly name: string;
      readonly extras: readonly string[];
      readonly version: string;
    }
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'git';
      readonly url: string;
      readonly rev?: string | undefined;
      readonly subdirectory?: string | undefined;
    }
  | { readonly kind: 'exe'; readonly path: string };

/** An engine ready to be invoked. Plain data; made by `provideEngine`. */
export interface Engine {
  /** The spec as the user gave it. */
  readonly spec: string;
  /** The console command as a user types it: `dbt`, `dvt`. Used in titles and issues. */
  readonly command: string;
  /** Absolute path of the program. */
  readonly program: string;
  /** Folders before the others in PATH: an engine may call programs of its own environment. */
  readonly path: readonly string[];
  /** Added to the environment of each step. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder whose content is copied into each HOME; '' if there is none. */
  readonly home: string;
  /** Package and version that are installed, `dvt-core==1.12.106`, wherever they came from; '' for a plain program. */
  readonly release: string;
  /** Folder in HOME where the engine looks for profiles.yml: `.dbt`, `.dvt`. */
  readonly profiles: string;
  /** Version of the engine's package; '' for a plain program. */
  readonly version: string;
  /** Folder of the uv project, '' for a plain program. */
  readonly root: string;
  /** Where its Python code is, with the placeholder for each location; none for a program that is no Python script. */
  readonly locations: readonly Location[];
  /** Packages of its environment and their versions; none for a program that is no Python script. */
  readonly packages: Readonly<Record<string, string>>;
  /** uv.lock of the engine's uv project, '' for a plain program. */
  readonly lockFile: string;
  /** sha256 of the lock, or of the program file: what caches are keyed by. */
  readonly lock: string;
}
