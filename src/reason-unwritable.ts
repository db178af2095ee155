import { dirname } from 'node:path'

const reasons = (path: string): ReadonlyMap<string, string> =>
  new Map([
    ['ENOENT', `there is no folder ${dirname(path)}`],
    ['ENOTDIR', `${dirname(path)} is no folder`],
    ['EACCES', 'this user may not write there'],
    ['EPERM', 'this user may not write there'],
    ['EROFS', 'the file system is read-only'],
    ['EISDIR', 'it is a folder, not a file'],
    ['ENXIO', 'it is a named pipe, a socket or a device, not a file'],
    ['ELOOP', 'it is a link that leads back to itself'],
    ['ENOSPC', 'the disk is full'],
    ['ENAMETOOLONG', 'its name is too long'],
  ])

/** Why a file could not be written, in half a line. */
export const reasonUnwritable = (path: string, error: unknown): string => {
  const { code = '', message = String(error) } = error as Partial<NodeJS.ErrnoException>
  return reasons(path).get(code) ?? message
}
