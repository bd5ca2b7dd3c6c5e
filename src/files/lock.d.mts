/** What is known of the process that holds a lock. */
export interface Holder {
  readonly host: string;
  readonly pid?: number;
}

export function tryLock(file: string): (() => void) | undefined;

export function lock(
  file: string,
  options?: { readonly waiting?: (holder: Holder) => void; readonly signal?: AbortSignal },
): Promise<() => void>;
