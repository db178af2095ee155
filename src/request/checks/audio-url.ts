import { isDataUrl } from '../data-url.ts'
import type { Check } from './check.ts'

const isWebUrl = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
}

/** A `url` that leads nowhere. A data URL was read on arrival; if it gave no file, it was not base64. */
export const audioUrl: Check = ({ body: { url }, file }) => {
  if (typeof url !== 'string') return null
  if (isDataUrl(url)) return file === null ? { variant: 'invalid-audio-data' } : null
  return isWebUrl(url) ? null : { variant: 'invalid-audio-url' }
}
