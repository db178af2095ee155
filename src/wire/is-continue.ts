/** Whether a request waits for "100 Continue" before it sends its body (RFC 9110, section 10.1.1). */
export const isContinue = (expect: string | undefined): boolean => /^100-continue$/i.test(expect ?? '')
