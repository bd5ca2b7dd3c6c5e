/** Whether a file holds what an engine rendered: models, tests and seeds under `compiled` and `run`. */
export const isSql = (name: string): boolean =>
  /\/(compiled|run)\//.test(name) && /\.(sql|csv|ya?ml)$/.test(name);
