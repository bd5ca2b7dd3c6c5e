/** Engines: the command lines that are compared. */
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
export type Engine = InstalledEngine | ExternalProgram;

/** An engine that dvt-compat installed from packages into a folder of its cache, so its content is known. */
export interface InstalledEngine extends Invocable {
  readonly kind: 'installed';
  /** Folder of the uv project. */
  readonly root: string;
  /** uv.lock of the uv project. */
  readonly lockFile: string;
  /** Folder with what HOME contains before the first step; absent if the engine needs nothing there. */
  readonly home?: string | undefined;
}

/** A program given as `exe:`. What it loads is unknown and may change at any time, so nothing is cached for it. */
export interface ExternalProgram extends Invocable {
  readonly kind: 'program';
}

interface Invocable {
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
  /** Package and version that are installed, `dvt-core==1.12.106`; '' for an external program. */
  readonly release: string;
  /** Folder in HOME where the engine looks for profiles.yml: `.dbt`, `.dvt`. */
  readonly profiles: string;
  /** Version of the engine's package; '' for an external program. */
  readonly version: string;
  /** Folders of its Python code, each with its placeholder; none for a program that is no Python script. */
  readonly locations: readonly Location[];
  /** Packages of its environment and their versions; none for a program that is no Python script. */
  readonly packages: Readonly<Record<string, string>>;
  /** sha256 of the lock, or of the program file: part of the keys of caches. */
  readonly lock: string;
}
