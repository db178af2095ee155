/** A text that stays one in a cell, and in which nothing is markup. */
export const plainMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|~]/g, mark => `\\${mark}`).replaceAll(/\s+/g, ' ')
