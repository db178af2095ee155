/** The name of a place in a page: a part of it, by its number, and something in that part. Parts may have equal names. */
export const placeOf = (part: number, name: string): string => `${part}--${name}`.replace(/[^\w-]/g, '_')
