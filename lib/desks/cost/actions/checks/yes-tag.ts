const YES = ['true', '1', 'yes']

/** Whether a tag of this name (lower case) says yes, however either is written. */
export const hasYesTag = (tags: Readonly<Record<string, string>>, tag: string): boolean =>
  Object.entries(tags).some(([key, value]) => key.toLowerCase() === tag && YES.includes(value.toLowerCase()))
