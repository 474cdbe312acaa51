/** The words of a line, to ask whether one is among them. */
export const wordSet = (line: string): ReadonlySet<string> => new Set(line.split(' '))
