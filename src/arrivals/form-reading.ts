import { createHash } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import type { UploadedFile } from '../call.ts'
import type { Upload } from '../groq/uploads.ts'
import { readDataUrl } from '../request/data-url.ts'
import type { FormRead } from '../request/received.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { FormFields } from './form-fields.ts'
import { FORM_JSON, formJson, isFormJson } from './form-json.ts'
import type { FieldPart, FilePart, FormPart, TextPart } from './form-parser.ts'
import { MalformedForm } from './malformed-because.ts'
import { readDataFile, readFile } from './uploaded-file.ts'

/** A field of a form that is longer is noted as it is. */
const LONG_TEXT_BYTES = 64 * 1024
/** Of a long text, as they came: a megabyte. */
const PIECES_AT_ONCE = 16

/** How much of a form is taken. */
export interface FormLimits {
  readonly maxFileBytes: number
  /** All texts together. */
  readonly maxTextBytes: number
  /** Takes so many bytes of what is kept from those of all bodies; false where they have no room. */
  readonly hasRoom: (bytes: number) => boolean
}

/** A form while its parts come in. */
export class FormReading {
  readonly #upload: Upload
  readonly #limits: FormLimits
  readonly #fields = new FormFields()
  readonly #digest = createHash('sha1')
  #file: UploadedFile | null = null
  #textBytes = 0
  #isLong = false

  constructor(upload: Upload, limits: FormLimits) {
    this.#upload = upload
    this.#limits = limits
  }

  /** Reads one part to its end; false for one that is too large, which is not read on. */
  take(part: FormPart): Promise<boolean> | boolean {
    if (part.type === 'text') return this.#takeLongText(part)
    return part.type === 'file' ? this.#takeFile(part) : this.#takeText(part)
  }

  /** The result of all parts. A file that is in `url` as base64 is read like one that was sent. */
  async end(bytes: number): Promise<FormRead | 'too-large'> {
    const fields = this.#fields.toObject()
    const data =
      this.#upload.use === 'audio' && this.#file === null && typeof fields.url === 'string'
        ? readDataUrl(fields.url)
        : null
    // to decode it may have taken long
    if (this.#isLong) await turnOfTheLoop()
    const decoded = data && (await readDataFile(data, this.#upload, this.#limits))
    if (decoded === 'too-large') return decoded
    const digest = this.#digest.digest('base64url')
    const form: FormRead = { kind: 'form', fields, file: this.#file ?? decoded, bytes, digest }
    return this.#isLong ? { ...form, isLong: true } : form
  }

  async #takeFile(part: FilePart): Promise<boolean> {
    const announced = { filename: part.filename ?? '', contentType: part.mimetype }
    const read = await readFile(announced, part.file, this.#upload, this.#limits)
    if (read === 'too-large') return false
    this.#note(part.fieldname, read.filename, read.contentType, read.hash)
    // the API does not know files under other names
    if (part.fieldname === 'file') this.#file ??= read
    return true
  }

  async #takeLongText({ fieldname, mimetype, text }: TextPart): Promise<boolean> {
    const decoder = new StringDecoder('utf8')
    const pieces: string[] = []
    let bytes = 0
    for await (const chunk of text) {
      bytes += chunk.length
      if (this.#textBytes + bytes > this.#limits.maxTextBytes || !this.#limits.hasRoom(chunk.length)) return false
      pieces.push(decoder.write(chunk))
    }
    pieces.push(decoder.end())
    this.#textBytes += bytes
    const value = pieces.join('')
    if (isFormJson(mimetype)) return this.#takeJson(fieldname, value)
    if (bytes <= LONG_TEXT_BYTES) this.#note(fieldname, null, mimetype, value)
    else {
      this.#isLong = true
      this.#note(fieldname, null, mimetype, Buffer.byteLength(value))
      await this.#digestAll(pieces)
    }
    if (fieldname !== undefined) this.#fields.add(fieldname, value)
    return true
  }

  #takeJson(fieldname: TextPart['fieldname'], text: string): boolean {
    const json = formJson(text)
    if (json === 'too-long') return false
    if (json === 'no-json') throw new MalformedForm('bad-json')
    this.#note(fieldname, null, FORM_JSON, json.value)
    if (fieldname !== undefined) this.#fields.add(fieldname, json.value)
    return true
  }

  async #digestAll(pieces: readonly string[]): Promise<void> {
    for (const [index, piece] of pieces.entries()) {
      this.#digest.update(piece)
      if (index % PIECES_AT_ONCE === 0) await turnOfTheLoop()
    }
  }

  #takeText(part: FieldPart): boolean {
    const bytes = typeof part.value === 'string' ? Buffer.byteLength(part.value) : 0
    this.#textBytes += bytes
    if (part.valueTruncated || this.#textBytes > this.#limits.maxTextBytes || !this.#limits.hasRoom(bytes)) return false
    if (bytes <= LONG_TEXT_BYTES) this.#note(part.fieldname, null, part.mimetype, part.value)
    else {
      // to write it as JSON first takes longer than all else that is done with it
      this.#note(part.fieldname, null, part.mimetype, bytes)
      this.#digest.update(String(part.value))
    }
    // a part without a name is not a field of a form
    if (part.fieldname !== undefined) this.#fields.add(part.fieldname, part.value)
    return true
  }

  #note(...part: readonly unknown[]): void {
    this.#digest.update(`${JSON.stringify(part)}\n`)
  }
}
