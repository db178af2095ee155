import { hash } from 'node:crypto'

const LONGEST = 100

/** A text to tell others from, short however long it is: beyond a hundred letters, a hash stands for it. */
export const shortText = (text: string): string => (text.length <= LONGEST ? text : hash('sha1', text, 'base64url'))
