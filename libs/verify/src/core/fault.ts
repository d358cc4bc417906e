/** Something that is wrong, and where: a member such as `receipt.leafHash`, or a file such as `tile/0/000`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}
