import type { Check } from './check.ts'

const missing = (message: string) => ({ variant: 'invalid-body', fill: { message } })

/** Audio comes as a file or from a URL. */
export const fileOrUrl: Check = ({ file, body }) =>
  file || body.url !== undefined
    ? null
    : missing(
        "one of the following must be satisfied[('file' : property 'file' is missing) OR ('url' : property 'url' is missing)]",
      )

/** An upload without a file. */
export const uploadedFile: Check = ({ file }) => (file ? null : missing("'file' : property 'file' is missing"))
