/** Why what was to be read could not be, in half a line. */
export const reasonUnreadable = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'it may not be read by this user',
    EISDIR: 'it is a folder, not a file',
    ENOTDIR: 'it is a file, not a folder',
    ELOOP: 'it is a link that leads back to itself',
    ENXIO: 'it is a socket or a device, not a file',
  }
  return reasons[code] ?? (error instanceof Error ? error.message : String(error))
}
