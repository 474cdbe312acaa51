/** Resolves once what waits for this process has had its turn: for work that takes longer than anybody should wait. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
