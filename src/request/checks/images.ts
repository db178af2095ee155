import { imageLimits } from '../../groq/image-limits.ts'
import { member } from '../../json-value.ts'
import { messagesOf, partsOf } from './asked.ts'
import type { Check, Checked, CheckRefusal } from './check.ts'
import { imageSize } from './image-size.ts'

const DATA = /^data:[^,]*;base64,/i
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/
/** The size of a picture is found before this byte. */
const HEAD_LETTERS = 1_048_576
const WEB = /^https?:\/\//i

const invalid: CheckRefusal = { variant: 'invalid-image' }
const tooLarge: CheckRefusal = { variant: 'body-too-large', isTooLarge: true }

/** What is wrong with one image. One on the web is not fetched, so nothing can be said of it. */
const problemWith = (url: string): CheckRefusal | null => {
  if (WEB.test(url)) return null
  const head = DATA.exec(url)?.[0]
  const text = head === undefined ? '' : url.slice(head.length)
  if (text === '' || !BASE64.test(text)) return invalid
  const size = imageSize(Buffer.from(text.slice(0, HEAD_LETTERS), 'base64'))
  if (!size) return invalid
  const maximum = imageLimits.maxPixels
  return size.width * size.height > maximum ? { variant: 'image-too-large', fill: { maximum: String(maximum) } } : null
}

/** One image of a chat, and which message has it. */
interface Image {
  readonly message: number
  readonly url: string
}

// most messages are text: nothing is made for them, not even an empty list
const imagesOf = (body: Checked['body']): readonly Image[] | null => {
  let found: Image[] | null = null
  const messages = messagesOf(body)
  for (let index = 0; index < messages.length; index += 1) {
    for (const part of partsOf(messages[index])) {
      const url = member(member(part, 'image_url'), 'url')
      if (typeof url !== 'string') continue
      found ??= []
      found.push({ message: index, url })
    }
  }
  return found
}

/** Images that the model can't see, that are too many, too large, or none at all. */
export const images: Check = ({ model, body, bodyBytes = 0 }) => {
  const found = imagesOf(body)
  if (!found) return null
  if (model && !model.inputModalities.includes('image'))
    return { variant: 'image-not-supported', fill: { index: String(found[0]?.message ?? 0) } }
  const maximum = imageLimits.maxImagesOf.get(model?.id ?? '') ?? imageLimits.maxImages
  if (found.length > maximum) return { variant: 'too-many-images', fill: { maximum: String(maximum) } }
  if (bodyBytes > imageLimits.maxBase64RequestBytes && found.some(({ url }) => DATA.test(url))) return tooLarge
  for (const { url } of found) {
    const problem = problemWith(url)
    if (problem) return problem
  }
  return null
}
