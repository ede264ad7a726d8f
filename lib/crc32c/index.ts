export { Crc32c, crc32cOf } from './crc32c';
