import type { ServerResponse } from 'node:http'

/** Closes the connection of an answer in the middle of whatever it is in. */
export const cutOff = (response: ServerResponse): void => {
  response.destroy()
}

/** Cuts off an answer whose client does not read: it would not see the end of it either. */
export const cutOffUnread = (response: ServerResponse): void => {
  if (response.writableNeedDrain) cutOff(response)
}
