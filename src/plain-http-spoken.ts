/** How the answer to plain HTTP on a port of HTTPS begins; by it whoever asks the control API tells a server of ours. */
export const plainHttpSpoken = 'Plain HTTP was spoken on a port of HTTPS'
