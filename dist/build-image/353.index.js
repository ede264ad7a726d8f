exports.id = 353;
exports.ids = [353];
exports.modules = {
  /***/
  8793: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      exports2.byteLength = byteLength;
      exports2.toByteArray = toByteArray;
      exports2.fromByteArray = fromByteArray;
      var lookup = [];
      var revLookup = [];
      var Arr = typeof Uint8Array !== "undefined" ? Uint8Array : Array;
      var code = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
      for (var i = 0, len = code.length; i < len; ++i) {
        lookup[i] = code[i];
        revLookup[code.charCodeAt(i)] = i;
      }
      revLookup["-".charCodeAt(0)] = 62;
      revLookup["_".charCodeAt(0)] = 63;
      function getLens(b64) {
        var len2 = b64.length;
        if (len2 % 4 > 0) {
          throw new Error("Invalid string. Length must be a multiple of 4");
        }
        var validLen = b64.indexOf("=");
        if (validLen === -1) validLen = len2;
        var placeHoldersLen = validLen === len2 ? 0 : 4 - validLen % 4;
        return [validLen, placeHoldersLen];
      }
      function byteLength(b64) {
        var lens = getLens(b64);
        var validLen = lens[0];
        var placeHoldersLen = lens[1];
        return (validLen + placeHoldersLen) * 3 / 4 - placeHoldersLen;
      }
      function _byteLength(b64, validLen, placeHoldersLen) {
        return (validLen + placeHoldersLen) * 3 / 4 - placeHoldersLen;
      }
      function toByteArray(b64) {
        var tmp;
        var lens = getLens(b64);
        var validLen = lens[0];
        var placeHoldersLen = lens[1];
        var arr = new Arr(_byteLength(b64, validLen, placeHoldersLen));
        var curByte = 0;
        var len2 = placeHoldersLen > 0 ? validLen - 4 : validLen;
        var i2;
        for (i2 = 0; i2 < len2; i2 += 4) {
          tmp = revLookup[b64.charCodeAt(i2)] << 18 | revLookup[b64.charCodeAt(i2 + 1)] << 12 | revLookup[b64.charCodeAt(i2 + 2)] << 6 | revLookup[b64.charCodeAt(i2 + 3)];
          arr[curByte++] = tmp >> 16 & 255;
          arr[curByte++] = tmp >> 8 & 255;
          arr[curByte++] = tmp & 255;
        }
        if (placeHoldersLen === 2) {
          tmp = revLookup[b64.charCodeAt(i2)] << 2 | revLookup[b64.charCodeAt(i2 + 1)] >> 4;
          arr[curByte++] = tmp & 255;
        }
        if (placeHoldersLen === 1) {
          tmp = revLookup[b64.charCodeAt(i2)] << 10 | revLookup[b64.charCodeAt(i2 + 1)] << 4 | revLookup[b64.charCodeAt(i2 + 2)] >> 2;
          arr[curByte++] = tmp >> 8 & 255;
          arr[curByte++] = tmp & 255;
        }
        return arr;
      }
      function tripletToBase64(num) {
        return lookup[num >> 18 & 63] + lookup[num >> 12 & 63] + lookup[num >> 6 & 63] + lookup[num & 63];
      }
      function encodeChunk(uint8, start, end) {
        var tmp;
        var output = [];
        for (var i2 = start; i2 < end; i2 += 3) {
          tmp = (uint8[i2] << 16 & 16711680) + (uint8[i2 + 1] << 8 & 65280) + (uint8[i2 + 2] & 255);
          output.push(tripletToBase64(tmp));
        }
        return output.join("");
      }
      function fromByteArray(uint8) {
        var tmp;
        var len2 = uint8.length;
        var extraBytes = len2 % 3;
        var parts = [];
        var maxChunkLength = 16383;
        for (var i2 = 0, len22 = len2 - extraBytes; i2 < len22; i2 += maxChunkLength) {
          parts.push(encodeChunk(uint8, i2, i2 + maxChunkLength > len22 ? len22 : i2 + maxChunkLength));
        }
        if (extraBytes === 1) {
          tmp = uint8[len2 - 1];
          parts.push(
            lookup[tmp >> 2] + lookup[tmp << 4 & 63] + "=="
          );
        } else if (extraBytes === 2) {
          tmp = (uint8[len2 - 2] << 8) + uint8[len2 - 1];
          parts.push(
            lookup[tmp >> 10] + lookup[tmp >> 4 & 63] + lookup[tmp << 2 & 63] + "="
          );
        }
        return parts.join("");
      }
    })
  ),
  /***/
  1259: (
    /***/
    (function(module2) {
      ;
      (function(globalObject) {
        "use strict";
        var BigNumber, isNumeric = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i, mathceil = Math.ceil, mathfloor = Math.floor, bignumberError = "[BigNumber Error] ", tooManyDigits = bignumberError + "Number primitive has more than 15 significant digits: ", BASE = 1e14, LOG_BASE = 14, MAX_SAFE_INTEGER = 9007199254740991, POWS_TEN = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13], SQRT_BASE = 1e7, MAX = 1e9;
        function clone(configObject) {
          var div, convertBase, parseNumeric, P = BigNumber2.prototype = { constructor: BigNumber2, toString: null, valueOf: null }, ONE = new BigNumber2(1), DECIMAL_PLACES = 20, ROUNDING_MODE = 4, TO_EXP_NEG = -7, TO_EXP_POS = 21, MIN_EXP = -1e7, MAX_EXP = 1e7, CRYPTO = false, MODULO_MODE = 1, POW_PRECISION = 0, FORMAT = {
            prefix: "",
            groupSize: 3,
            secondaryGroupSize: 0,
            groupSeparator: ",",
            decimalSeparator: ".",
            fractionGroupSize: 0,
            fractionGroupSeparator: " ",
            // non-breaking space
            suffix: ""
          }, ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz", alphabetHasNormalDecimalDigits = true;
          function BigNumber2(v, b) {
            var alphabet, c, caseChanged, e, i, isNum, len, str, x = this;
            if (!(x instanceof BigNumber2)) return new BigNumber2(v, b);
            if (b == null) {
              if (v && v._isBigNumber === true) {
                x.s = v.s;
                if (!v.c || v.e > MAX_EXP) {
                  x.c = x.e = null;
                } else if (v.e < MIN_EXP) {
                  x.c = [x.e = 0];
                } else {
                  x.e = v.e;
                  x.c = v.c.slice();
                }
                return;
              }
              if ((isNum = typeof v == "number") && v * 0 == 0) {
                x.s = 1 / v < 0 ? (v = -v, -1) : 1;
                if (v === ~~v) {
                  for (e = 0, i = v; i >= 10; i /= 10, e++) ;
                  if (e > MAX_EXP) {
                    x.c = x.e = null;
                  } else {
                    x.e = e;
                    x.c = [v];
                  }
                  return;
                }
                str = String(v);
              } else {
                if (!isNumeric.test(str = String(v))) return parseNumeric(x, str, isNum);
                x.s = str.charCodeAt(0) == 45 ? (str = str.slice(1), -1) : 1;
              }
              if ((e = str.indexOf(".")) > -1) str = str.replace(".", "");
              if ((i = str.search(/e/i)) > 0) {
                if (e < 0) e = i;
                e += +str.slice(i + 1);
                str = str.substring(0, i);
              } else if (e < 0) {
                e = str.length;
              }
            } else {
              intCheck(b, 2, ALPHABET.length, "Base");
              if (b == 10 && alphabetHasNormalDecimalDigits) {
                x = new BigNumber2(v);
                return round(x, DECIMAL_PLACES + x.e + 1, ROUNDING_MODE);
              }
              str = String(v);
              if (isNum = typeof v == "number") {
                if (v * 0 != 0) return parseNumeric(x, str, isNum, b);
                x.s = 1 / v < 0 ? (str = str.slice(1), -1) : 1;
                if (BigNumber2.DEBUG && str.replace(/^0\.0*|\./, "").length > 15) {
                  throw Error(tooManyDigits + v);
                }
              } else {
                x.s = str.charCodeAt(0) === 45 ? (str = str.slice(1), -1) : 1;
              }
              alphabet = ALPHABET.slice(0, b);
              e = i = 0;
              for (len = str.length; i < len; i++) {
                if (alphabet.indexOf(c = str.charAt(i)) < 0) {
                  if (c == ".") {
                    if (i > e) {
                      e = len;
                      continue;
                    }
                  } else if (!caseChanged) {
                    if (str == str.toUpperCase() && (str = str.toLowerCase()) || str == str.toLowerCase() && (str = str.toUpperCase())) {
                      caseChanged = true;
                      i = -1;
                      e = 0;
                      continue;
                    }
                  }
                  return parseNumeric(x, String(v), isNum, b);
                }
              }
              isNum = false;
              str = convertBase(str, b, 10, x.s);
              if ((e = str.indexOf(".")) > -1) str = str.replace(".", "");
              else e = str.length;
            }
            for (i = 0; str.charCodeAt(i) === 48; i++) ;
            for (len = str.length; str.charCodeAt(--len) === 48; ) ;
            if (str = str.slice(i, ++len)) {
              len -= i;
              if (isNum && BigNumber2.DEBUG && len > 15 && (v > MAX_SAFE_INTEGER || v !== mathfloor(v))) {
                throw Error(tooManyDigits + x.s * v);
              }
              if ((e = e - i - 1) > MAX_EXP) {
                x.c = x.e = null;
              } else if (e < MIN_EXP) {
                x.c = [x.e = 0];
              } else {
                x.e = e;
                x.c = [];
                i = (e + 1) % LOG_BASE;
                if (e < 0) i += LOG_BASE;
                if (i < len) {
                  if (i) x.c.push(+str.slice(0, i));
                  for (len -= LOG_BASE; i < len; ) {
                    x.c.push(+str.slice(i, i += LOG_BASE));
                  }
                  i = LOG_BASE - (str = str.slice(i)).length;
                } else {
                  i -= len;
                }
                for (; i--; str += "0") ;
                x.c.push(+str);
              }
            } else {
              x.c = [x.e = 0];
            }
          }
          BigNumber2.clone = clone;
          BigNumber2.ROUND_UP = 0;
          BigNumber2.ROUND_DOWN = 1;
          BigNumber2.ROUND_CEIL = 2;
          BigNumber2.ROUND_FLOOR = 3;
          BigNumber2.ROUND_HALF_UP = 4;
          BigNumber2.ROUND_HALF_DOWN = 5;
          BigNumber2.ROUND_HALF_EVEN = 6;
          BigNumber2.ROUND_HALF_CEIL = 7;
          BigNumber2.ROUND_HALF_FLOOR = 8;
          BigNumber2.EUCLID = 9;
          BigNumber2.config = BigNumber2.set = function(obj) {
            var p, v;
            if (obj != null) {
              if (typeof obj == "object") {
                if (obj.hasOwnProperty(p = "DECIMAL_PLACES")) {
                  v = obj[p];
                  intCheck(v, 0, MAX, p);
                  DECIMAL_PLACES = v;
                }
                if (obj.hasOwnProperty(p = "ROUNDING_MODE")) {
                  v = obj[p];
                  intCheck(v, 0, 8, p);
                  ROUNDING_MODE = v;
                }
                if (obj.hasOwnProperty(p = "EXPONENTIAL_AT")) {
                  v = obj[p];
                  if (v && v.pop) {
                    intCheck(v[0], -MAX, 0, p);
                    intCheck(v[1], 0, MAX, p);
                    TO_EXP_NEG = v[0];
                    TO_EXP_POS = v[1];
                  } else {
                    intCheck(v, -MAX, MAX, p);
                    TO_EXP_NEG = -(TO_EXP_POS = v < 0 ? -v : v);
                  }
                }
                if (obj.hasOwnProperty(p = "RANGE")) {
                  v = obj[p];
                  if (v && v.pop) {
                    intCheck(v[0], -MAX, -1, p);
                    intCheck(v[1], 1, MAX, p);
                    MIN_EXP = v[0];
                    MAX_EXP = v[1];
                  } else {
                    intCheck(v, -MAX, MAX, p);
                    if (v) {
                      MIN_EXP = -(MAX_EXP = v < 0 ? -v : v);
                    } else {
                      throw Error(bignumberError + p + " cannot be zero: " + v);
                    }
                  }
                }
                if (obj.hasOwnProperty(p = "CRYPTO")) {
                  v = obj[p];
                  if (v === !!v) {
                    if (v) {
                      if (typeof crypto != "undefined" && crypto && (crypto.getRandomValues || crypto.randomBytes)) {
                        CRYPTO = v;
                      } else {
                        CRYPTO = !v;
                        throw Error(bignumberError + "crypto unavailable");
                      }
                    } else {
                      CRYPTO = v;
                    }
                  } else {
                    throw Error(bignumberError + p + " not true or false: " + v);
                  }
                }
                if (obj.hasOwnProperty(p = "MODULO_MODE")) {
                  v = obj[p];
                  intCheck(v, 0, 9, p);
                  MODULO_MODE = v;
                }
                if (obj.hasOwnProperty(p = "POW_PRECISION")) {
                  v = obj[p];
                  intCheck(v, 0, MAX, p);
                  POW_PRECISION = v;
                }
                if (obj.hasOwnProperty(p = "FORMAT")) {
                  v = obj[p];
                  if (typeof v == "object") FORMAT = v;
                  else throw Error(bignumberError + p + " not an object: " + v);
                }
                if (obj.hasOwnProperty(p = "ALPHABET")) {
                  v = obj[p];
                  if (typeof v == "string" && !/^.?$|[+\-.\s]|(.).*\1/.test(v)) {
                    alphabetHasNormalDecimalDigits = v.slice(0, 10) == "0123456789";
                    ALPHABET = v;
                  } else {
                    throw Error(bignumberError + p + " invalid: " + v);
                  }
                }
              } else {
                throw Error(bignumberError + "Object expected: " + obj);
              }
            }
            return {
              DECIMAL_PLACES,
              ROUNDING_MODE,
              EXPONENTIAL_AT: [TO_EXP_NEG, TO_EXP_POS],
              RANGE: [MIN_EXP, MAX_EXP],
              CRYPTO,
              MODULO_MODE,
              POW_PRECISION,
              FORMAT,
              ALPHABET
            };
          };
          BigNumber2.isBigNumber = function(v) {
            if (!v || v._isBigNumber !== true) return false;
            if (!BigNumber2.DEBUG) return true;
            var i, n, c = v.c, e = v.e, s = v.s;
            out: if ({}.toString.call(c) == "[object Array]") {
              if ((s === 1 || s === -1) && e >= -MAX && e <= MAX && e === mathfloor(e)) {
                if (c[0] === 0) {
                  if (e === 0 && c.length === 1) return true;
                  break out;
                }
                i = (e + 1) % LOG_BASE;
                if (i < 1) i += LOG_BASE;
                if (String(c[0]).length == i) {
                  for (i = 0; i < c.length; i++) {
                    n = c[i];
                    if (n < 0 || n >= BASE || n !== mathfloor(n)) break out;
                  }
                  if (n !== 0) return true;
                }
              }
            } else if (c === null && e === null && (s === null || s === 1 || s === -1)) {
              return true;
            }
            throw Error(bignumberError + "Invalid BigNumber: " + v);
          };
          BigNumber2.maximum = BigNumber2.max = function() {
            return maxOrMin(arguments, -1);
          };
          BigNumber2.minimum = BigNumber2.min = function() {
            return maxOrMin(arguments, 1);
          };
          BigNumber2.random = (function() {
            var pow2_53 = 9007199254740992;
            var random53bitInt = Math.random() * pow2_53 & 2097151 ? function() {
              return mathfloor(Math.random() * pow2_53);
            } : function() {
              return (Math.random() * 1073741824 | 0) * 8388608 + (Math.random() * 8388608 | 0);
            };
            return function(dp) {
              var a, b, e, k, v, i = 0, c = [], rand = new BigNumber2(ONE);
              if (dp == null) dp = DECIMAL_PLACES;
              else intCheck(dp, 0, MAX);
              k = mathceil(dp / LOG_BASE);
              if (CRYPTO) {
                if (crypto.getRandomValues) {
                  a = crypto.getRandomValues(new Uint32Array(k *= 2));
                  for (; i < k; ) {
                    v = a[i] * 131072 + (a[i + 1] >>> 11);
                    if (v >= 9e15) {
                      b = crypto.getRandomValues(new Uint32Array(2));
                      a[i] = b[0];
                      a[i + 1] = b[1];
                    } else {
                      c.push(v % 1e14);
                      i += 2;
                    }
                  }
                  i = k / 2;
                } else if (crypto.randomBytes) {
                  a = crypto.randomBytes(k *= 7);
                  for (; i < k; ) {
                    v = (a[i] & 31) * 281474976710656 + a[i + 1] * 1099511627776 + a[i + 2] * 4294967296 + a[i + 3] * 16777216 + (a[i + 4] << 16) + (a[i + 5] << 8) + a[i + 6];
                    if (v >= 9e15) {
                      crypto.randomBytes(7).copy(a, i);
                    } else {
                      c.push(v % 1e14);
                      i += 7;
                    }
                  }
                  i = k / 7;
                } else {
                  CRYPTO = false;
                  throw Error(bignumberError + "crypto unavailable");
                }
              }
              if (!CRYPTO) {
                for (; i < k; ) {
                  v = random53bitInt();
                  if (v < 9e15) c[i++] = v % 1e14;
                }
              }
              k = c[--i];
              dp %= LOG_BASE;
              if (k && dp) {
                v = POWS_TEN[LOG_BASE - dp];
                c[i] = mathfloor(k / v) * v;
              }
              for (; c[i] === 0; c.pop(), i--) ;
              if (i < 0) {
                c = [e = 0];
              } else {
                for (e = -1; c[0] === 0; c.splice(0, 1), e -= LOG_BASE) ;
                for (i = 1, v = c[0]; v >= 10; v /= 10, i++) ;
                if (i < LOG_BASE) e -= LOG_BASE - i;
              }
              rand.e = e;
              rand.c = c;
              return rand;
            };
          })();
          BigNumber2.sum = function() {
            var i = 1, args = arguments, sum = new BigNumber2(args[0]);
            for (; i < args.length; ) sum = sum.plus(args[i++]);
            return sum;
          };
          convertBase = /* @__PURE__ */ (function() {
            var decimal = "0123456789";
            function toBaseOut(str, baseIn, baseOut, alphabet) {
              var j, arr = [0], arrL, i = 0, len = str.length;
              for (; i < len; ) {
                for (arrL = arr.length; arrL--; arr[arrL] *= baseIn) ;
                arr[0] += alphabet.indexOf(str.charAt(i++));
                for (j = 0; j < arr.length; j++) {
                  if (arr[j] > baseOut - 1) {
                    if (arr[j + 1] == null) arr[j + 1] = 0;
                    arr[j + 1] += arr[j] / baseOut | 0;
                    arr[j] %= baseOut;
                  }
                }
              }
              return arr.reverse();
            }
            return function(str, baseIn, baseOut, sign, callerIsToString) {
              var alphabet, d, e, k, r, x, xc, y, i = str.indexOf("."), dp = DECIMAL_PLACES, rm = ROUNDING_MODE;
              if (i >= 0) {
                k = POW_PRECISION;
                POW_PRECISION = 0;
                str = str.replace(".", "");
                y = new BigNumber2(baseIn);
                x = y.pow(str.length - i);
                POW_PRECISION = k;
                y.c = toBaseOut(
                  toFixedPoint(coeffToString(x.c), x.e, "0"),
                  10,
                  baseOut,
                  decimal
                );
                y.e = y.c.length;
              }
              xc = toBaseOut(str, baseIn, baseOut, callerIsToString ? (alphabet = ALPHABET, decimal) : (alphabet = decimal, ALPHABET));
              e = k = xc.length;
              for (; xc[--k] == 0; xc.pop()) ;
              if (!xc[0]) return alphabet.charAt(0);
              if (i < 0) {
                --e;
              } else {
                x.c = xc;
                x.e = e;
                x.s = sign;
                x = div(x, y, dp, rm, baseOut);
                xc = x.c;
                r = x.r;
                e = x.e;
              }
              d = e + dp + 1;
              i = xc[d];
              k = baseOut / 2;
              r = r || d < 0 || xc[d + 1] != null;
              r = rm < 4 ? (i != null || r) && (rm == 0 || rm == (x.s < 0 ? 3 : 2)) : i > k || i == k && (rm == 4 || r || rm == 6 && xc[d - 1] & 1 || rm == (x.s < 0 ? 8 : 7));
              if (d < 1 || !xc[0]) {
                str = r ? toFixedPoint(alphabet.charAt(1), -dp, alphabet.charAt(0)) : alphabet.charAt(0);
              } else {
                xc.length = d;
                if (r) {
                  for (--baseOut; ++xc[--d] > baseOut; ) {
                    xc[d] = 0;
                    if (!d) {
                      ++e;
                      xc = [1].concat(xc);
                    }
                  }
                }
                for (k = xc.length; !xc[--k]; ) ;
                for (i = 0, str = ""; i <= k; str += alphabet.charAt(xc[i++])) ;
                str = toFixedPoint(str, e, alphabet.charAt(0));
              }
              return str;
            };
          })();
          div = /* @__PURE__ */ (function() {
            function multiply(x, k, base) {
              var m, temp, xlo, xhi, carry = 0, i = x.length, klo = k % SQRT_BASE, khi = k / SQRT_BASE | 0;
              for (x = x.slice(); i--; ) {
                xlo = x[i] % SQRT_BASE;
                xhi = x[i] / SQRT_BASE | 0;
                m = khi * xlo + xhi * klo;
                temp = klo * xlo + m % SQRT_BASE * SQRT_BASE + carry;
                carry = (temp / base | 0) + (m / SQRT_BASE | 0) + khi * xhi;
                x[i] = temp % base;
              }
              if (carry) x = [carry].concat(x);
              return x;
            }
            function compare2(a, b, aL, bL) {
              var i, cmp;
              if (aL != bL) {
                cmp = aL > bL ? 1 : -1;
              } else {
                for (i = cmp = 0; i < aL; i++) {
                  if (a[i] != b[i]) {
                    cmp = a[i] > b[i] ? 1 : -1;
                    break;
                  }
                }
              }
              return cmp;
            }
            function subtract(a, b, aL, base) {
              var i = 0;
              for (; aL--; ) {
                a[aL] -= i;
                i = a[aL] < b[aL] ? 1 : 0;
                a[aL] = i * base + a[aL] - b[aL];
              }
              for (; !a[0] && a.length > 1; a.splice(0, 1)) ;
            }
            return function(x, y, dp, rm, base) {
              var cmp, e, i, more, n, prod, prodL, q, qc, rem, remL, rem0, xi, xL, yc0, yL, yz, s = x.s == y.s ? 1 : -1, xc = x.c, yc = y.c;
              if (!xc || !xc[0] || !yc || !yc[0]) {
                return new BigNumber2(
                  // Return NaN if either NaN, or both Infinity or 0.
                  !x.s || !y.s || (xc ? yc && xc[0] == yc[0] : !yc) ? NaN : (
                    // Return ±0 if x is ±0 or y is ±Infinity, or return ±Infinity as y is ±0.
                    xc && xc[0] == 0 || !yc ? s * 0 : s / 0
                  )
                );
              }
              q = new BigNumber2(s);
              qc = q.c = [];
              e = x.e - y.e;
              s = dp + e + 1;
              if (!base) {
                base = BASE;
                e = bitFloor(x.e / LOG_BASE) - bitFloor(y.e / LOG_BASE);
                s = s / LOG_BASE | 0;
              }
              for (i = 0; yc[i] == (xc[i] || 0); i++) ;
              if (yc[i] > (xc[i] || 0)) e--;
              if (s < 0) {
                qc.push(1);
                more = true;
              } else {
                xL = xc.length;
                yL = yc.length;
                i = 0;
                s += 2;
                n = mathfloor(base / (yc[0] + 1));
                if (n > 1) {
                  yc = multiply(yc, n, base);
                  xc = multiply(xc, n, base);
                  yL = yc.length;
                  xL = xc.length;
                }
                xi = yL;
                rem = xc.slice(0, yL);
                remL = rem.length;
                for (; remL < yL; rem[remL++] = 0) ;
                yz = yc.slice();
                yz = [0].concat(yz);
                yc0 = yc[0];
                if (yc[1] >= base / 2) yc0++;
                do {
                  n = 0;
                  cmp = compare2(yc, rem, yL, remL);
                  if (cmp < 0) {
                    rem0 = rem[0];
                    if (yL != remL) rem0 = rem0 * base + (rem[1] || 0);
                    n = mathfloor(rem0 / yc0);
                    if (n > 1) {
                      if (n >= base) n = base - 1;
                      prod = multiply(yc, n, base);
                      prodL = prod.length;
                      remL = rem.length;
                      while (compare2(prod, rem, prodL, remL) == 1) {
                        n--;
                        subtract(prod, yL < prodL ? yz : yc, prodL, base);
                        prodL = prod.length;
                        cmp = 1;
                      }
                    } else {
                      if (n == 0) {
                        cmp = n = 1;
                      }
                      prod = yc.slice();
                      prodL = prod.length;
                    }
                    if (prodL < remL) prod = [0].concat(prod);
                    subtract(rem, prod, remL, base);
                    remL = rem.length;
                    if (cmp == -1) {
                      while (compare2(yc, rem, yL, remL) < 1) {
                        n++;
                        subtract(rem, yL < remL ? yz : yc, remL, base);
                        remL = rem.length;
                      }
                    }
                  } else if (cmp === 0) {
                    n++;
                    rem = [0];
                  }
                  qc[i++] = n;
                  if (rem[0]) {
                    rem[remL++] = xc[xi] || 0;
                  } else {
                    rem = [xc[xi]];
                    remL = 1;
                  }
                } while ((xi++ < xL || rem[0] != null) && s--);
                more = rem[0] != null;
                if (!qc[0]) qc.splice(0, 1);
              }
              if (base == BASE) {
                for (i = 1, s = qc[0]; s >= 10; s /= 10, i++) ;
                round(q, dp + (q.e = i + e * LOG_BASE - 1) + 1, rm, more);
              } else {
                q.e = e;
                q.r = +more;
              }
              return q;
            };
          })();
          function format(n, i, rm, id) {
            var c0, e, ne, len, str;
            if (rm == null) rm = ROUNDING_MODE;
            else intCheck(rm, 0, 8);
            if (!n.c) return n.toString();
            c0 = n.c[0];
            ne = n.e;
            if (i == null) {
              str = coeffToString(n.c);
              str = id == 1 || id == 2 && (ne <= TO_EXP_NEG || ne >= TO_EXP_POS) ? toExponential(str, ne) : toFixedPoint(str, ne, "0");
            } else {
              n = round(new BigNumber2(n), i, rm);
              e = n.e;
              str = coeffToString(n.c);
              len = str.length;
              if (id == 1 || id == 2 && (i <= e || e <= TO_EXP_NEG)) {
                for (; len < i; str += "0", len++) ;
                str = toExponential(str, e);
              } else {
                i -= ne + (id === 2 && e > ne);
                str = toFixedPoint(str, e, "0");
                if (e + 1 > len) {
                  if (--i > 0) for (str += "."; i--; str += "0") ;
                } else {
                  i += e - len;
                  if (i > 0) {
                    if (e + 1 == len) str += ".";
                    for (; i--; str += "0") ;
                  }
                }
              }
            }
            return n.s < 0 && c0 ? "-" + str : str;
          }
          function maxOrMin(args, n) {
            var k, y, i = 1, x = new BigNumber2(args[0]);
            for (; i < args.length; i++) {
              y = new BigNumber2(args[i]);
              if (!y.s || (k = compare(x, y)) === n || k === 0 && x.s === n) {
                x = y;
              }
            }
            return x;
          }
          function normalise(n, c, e) {
            var i = 1, j = c.length;
            for (; !c[--j]; c.pop()) ;
            for (j = c[0]; j >= 10; j /= 10, i++) ;
            if ((e = i + e * LOG_BASE - 1) > MAX_EXP) {
              n.c = n.e = null;
            } else if (e < MIN_EXP) {
              n.c = [n.e = 0];
            } else {
              n.e = e;
              n.c = c;
            }
            return n;
          }
          parseNumeric = /* @__PURE__ */ (function() {
            var basePrefix = /^(-?)0([xbo])(?=\w[\w.]*$)/i, dotAfter = /^([^.]+)\.$/, dotBefore = /^\.([^.]+)$/, isInfinityOrNaN = /^-?(Infinity|NaN)$/, whitespaceOrPlus = /^\s*\+(?=[\w.])|^\s+|\s+$/g;
            return function(x, str, isNum, b) {
              var base, s = isNum ? str : str.replace(whitespaceOrPlus, "");
              if (isInfinityOrNaN.test(s)) {
                x.s = isNaN(s) ? null : s < 0 ? -1 : 1;
              } else {
                if (!isNum) {
                  s = s.replace(basePrefix, function(m, p1, p2) {
                    base = (p2 = p2.toLowerCase()) == "x" ? 16 : p2 == "b" ? 2 : 8;
                    return !b || b == base ? p1 : m;
                  });
                  if (b) {
                    base = b;
                    s = s.replace(dotAfter, "$1").replace(dotBefore, "0.$1");
                  }
                  if (str != s) return new BigNumber2(s, base);
                }
                if (BigNumber2.DEBUG) {
                  throw Error(bignumberError + "Not a" + (b ? " base " + b : "") + " number: " + str);
                }
                x.s = null;
              }
              x.c = x.e = null;
            };
          })();
          function round(x, sd, rm, r) {
            var d, i, j, k, n, ni, rd, xc = x.c, pows10 = POWS_TEN;
            if (xc) {
              out: {
                for (d = 1, k = xc[0]; k >= 10; k /= 10, d++) ;
                i = sd - d;
                if (i < 0) {
                  i += LOG_BASE;
                  j = sd;
                  n = xc[ni = 0];
                  rd = mathfloor(n / pows10[d - j - 1] % 10);
                } else {
                  ni = mathceil((i + 1) / LOG_BASE);
                  if (ni >= xc.length) {
                    if (r) {
                      for (; xc.length <= ni; xc.push(0)) ;
                      n = rd = 0;
                      d = 1;
                      i %= LOG_BASE;
                      j = i - LOG_BASE + 1;
                    } else {
                      break out;
                    }
                  } else {
                    n = k = xc[ni];
                    for (d = 1; k >= 10; k /= 10, d++) ;
                    i %= LOG_BASE;
                    j = i - LOG_BASE + d;
                    rd = j < 0 ? 0 : mathfloor(n / pows10[d - j - 1] % 10);
                  }
                }
                r = r || sd < 0 || // Are there any non-zero digits after the rounding digit?
                // The expression  n % pows10[d - j - 1]  returns all digits of n to the right
                // of the digit at j, e.g. if n is 908714 and j is 2, the expression gives 714.
                xc[ni + 1] != null || (j < 0 ? n : n % pows10[d - j - 1]);
                r = rm < 4 ? (rd || r) && (rm == 0 || rm == (x.s < 0 ? 3 : 2)) : rd > 5 || rd == 5 && (rm == 4 || r || rm == 6 && // Check whether the digit to the left of the rounding digit is odd.
                (i > 0 ? j > 0 ? n / pows10[d - j] : 0 : xc[ni - 1]) % 10 & 1 || rm == (x.s < 0 ? 8 : 7));
                if (sd < 1 || !xc[0]) {
                  xc.length = 0;
                  if (r) {
                    sd -= x.e + 1;
                    xc[0] = pows10[(LOG_BASE - sd % LOG_BASE) % LOG_BASE];
                    x.e = -sd || 0;
                  } else {
                    xc[0] = x.e = 0;
                  }
                  return x;
                }
                if (i == 0) {
                  xc.length = ni;
                  k = 1;
                  ni--;
                } else {
                  xc.length = ni + 1;
                  k = pows10[LOG_BASE - i];
                  xc[ni] = j > 0 ? mathfloor(n / pows10[d - j] % pows10[j]) * k : 0;
                }
                if (r) {
                  for (; ; ) {
                    if (ni == 0) {
                      for (i = 1, j = xc[0]; j >= 10; j /= 10, i++) ;
                      j = xc[0] += k;
                      for (k = 1; j >= 10; j /= 10, k++) ;
                      if (i != k) {
                        x.e++;
                        if (xc[0] == BASE) xc[0] = 1;
                      }
                      break;
                    } else {
                      xc[ni] += k;
                      if (xc[ni] != BASE) break;
                      xc[ni--] = 0;
                      k = 1;
                    }
                  }
                }
                for (i = xc.length; xc[--i] === 0; xc.pop()) ;
              }
              if (x.e > MAX_EXP) {
                x.c = x.e = null;
              } else if (x.e < MIN_EXP) {
                x.c = [x.e = 0];
              }
            }
            return x;
          }
          function valueOf(n) {
            var str, e = n.e;
            if (e === null) return n.toString();
            str = coeffToString(n.c);
            str = e <= TO_EXP_NEG || e >= TO_EXP_POS ? toExponential(str, e) : toFixedPoint(str, e, "0");
            return n.s < 0 ? "-" + str : str;
          }
          P.absoluteValue = P.abs = function() {
            var x = new BigNumber2(this);
            if (x.s < 0) x.s = 1;
            return x;
          };
          P.comparedTo = function(y, b) {
            return compare(this, new BigNumber2(y, b));
          };
          P.decimalPlaces = P.dp = function(dp, rm) {
            var c, n, v, x = this;
            if (dp != null) {
              intCheck(dp, 0, MAX);
              if (rm == null) rm = ROUNDING_MODE;
              else intCheck(rm, 0, 8);
              return round(new BigNumber2(x), dp + x.e + 1, rm);
            }
            if (!(c = x.c)) return null;
            n = ((v = c.length - 1) - bitFloor(this.e / LOG_BASE)) * LOG_BASE;
            if (v = c[v]) for (; v % 10 == 0; v /= 10, n--) ;
            if (n < 0) n = 0;
            return n;
          };
          P.dividedBy = P.div = function(y, b) {
            return div(this, new BigNumber2(y, b), DECIMAL_PLACES, ROUNDING_MODE);
          };
          P.dividedToIntegerBy = P.idiv = function(y, b) {
            return div(this, new BigNumber2(y, b), 0, 1);
          };
          P.exponentiatedBy = P.pow = function(n, m) {
            var half, isModExp, i, k, more, nIsBig, nIsNeg, nIsOdd, y, x = this;
            n = new BigNumber2(n);
            if (n.c && !n.isInteger()) {
              throw Error(bignumberError + "Exponent not an integer: " + valueOf(n));
            }
            if (m != null) m = new BigNumber2(m);
            nIsBig = n.e > 14;
            if (!x.c || !x.c[0] || x.c[0] == 1 && !x.e && x.c.length == 1 || !n.c || !n.c[0]) {
              y = new BigNumber2(Math.pow(+valueOf(x), nIsBig ? n.s * (2 - isOdd(n)) : +valueOf(n)));
              return m ? y.mod(m) : y;
            }
            nIsNeg = n.s < 0;
            if (m) {
              if (m.c ? !m.c[0] : !m.s) return new BigNumber2(NaN);
              isModExp = !nIsNeg && x.isInteger() && m.isInteger();
              if (isModExp) x = x.mod(m);
            } else if (n.e > 9 && (x.e > 0 || x.e < -1 || (x.e == 0 ? x.c[0] > 1 || nIsBig && x.c[1] >= 24e7 : x.c[0] < 8e13 || nIsBig && x.c[0] <= 9999975e7))) {
              k = x.s < 0 && isOdd(n) ? -0 : 0;
              if (x.e > -1) k = 1 / k;
              return new BigNumber2(nIsNeg ? 1 / k : k);
            } else if (POW_PRECISION) {
              k = mathceil(POW_PRECISION / LOG_BASE + 2);
            }
            if (nIsBig) {
              half = new BigNumber2(0.5);
              if (nIsNeg) n.s = 1;
              nIsOdd = isOdd(n);
            } else {
              i = Math.abs(+valueOf(n));
              nIsOdd = i % 2;
            }
            y = new BigNumber2(ONE);
            for (; ; ) {
              if (nIsOdd) {
                y = y.times(x);
                if (!y.c) break;
                if (k) {
                  if (y.c.length > k) y.c.length = k;
                } else if (isModExp) {
                  y = y.mod(m);
                }
              }
              if (i) {
                i = mathfloor(i / 2);
                if (i === 0) break;
                nIsOdd = i % 2;
              } else {
                n = n.times(half);
                round(n, n.e + 1, 1);
                if (n.e > 14) {
                  nIsOdd = isOdd(n);
                } else {
                  i = +valueOf(n);
                  if (i === 0) break;
                  nIsOdd = i % 2;
                }
              }
              x = x.times(x);
              if (k) {
                if (x.c && x.c.length > k) x.c.length = k;
              } else if (isModExp) {
                x = x.mod(m);
              }
            }
            if (isModExp) return y;
            if (nIsNeg) y = ONE.div(y);
            return m ? y.mod(m) : k ? round(y, POW_PRECISION, ROUNDING_MODE, more) : y;
          };
          P.integerValue = function(rm) {
            var n = new BigNumber2(this);
            if (rm == null) rm = ROUNDING_MODE;
            else intCheck(rm, 0, 8);
            return round(n, n.e + 1, rm);
          };
          P.isEqualTo = P.eq = function(y, b) {
            return compare(this, new BigNumber2(y, b)) === 0;
          };
          P.isFinite = function() {
            return !!this.c;
          };
          P.isGreaterThan = P.gt = function(y, b) {
            return compare(this, new BigNumber2(y, b)) > 0;
          };
          P.isGreaterThanOrEqualTo = P.gte = function(y, b) {
            return (b = compare(this, new BigNumber2(y, b))) === 1 || b === 0;
          };
          P.isInteger = function() {
            return !!this.c && bitFloor(this.e / LOG_BASE) > this.c.length - 2;
          };
          P.isLessThan = P.lt = function(y, b) {
            return compare(this, new BigNumber2(y, b)) < 0;
          };
          P.isLessThanOrEqualTo = P.lte = function(y, b) {
            return (b = compare(this, new BigNumber2(y, b))) === -1 || b === 0;
          };
          P.isNaN = function() {
            return !this.s;
          };
          P.isNegative = function() {
            return this.s < 0;
          };
          P.isPositive = function() {
            return this.s > 0;
          };
          P.isZero = function() {
            return !!this.c && this.c[0] == 0;
          };
          P.minus = function(y, b) {
            var i, j, t, xLTy, x = this, a = x.s;
            y = new BigNumber2(y, b);
            b = y.s;
            if (!a || !b) return new BigNumber2(NaN);
            if (a != b) {
              y.s = -b;
              return x.plus(y);
            }
            var xe = x.e / LOG_BASE, ye = y.e / LOG_BASE, xc = x.c, yc = y.c;
            if (!xe || !ye) {
              if (!xc || !yc) return xc ? (y.s = -b, y) : new BigNumber2(yc ? x : NaN);
              if (!xc[0] || !yc[0]) {
                return yc[0] ? (y.s = -b, y) : new BigNumber2(xc[0] ? x : (
                  // IEEE 754 (2008) 6.3: n - n = -0 when rounding to -Infinity
                  ROUNDING_MODE == 3 ? -0 : 0
                ));
              }
            }
            xe = bitFloor(xe);
            ye = bitFloor(ye);
            xc = xc.slice();
            if (a = xe - ye) {
              if (xLTy = a < 0) {
                a = -a;
                t = xc;
              } else {
                ye = xe;
                t = yc;
              }
              t.reverse();
              for (b = a; b--; t.push(0)) ;
              t.reverse();
            } else {
              j = (xLTy = (a = xc.length) < (b = yc.length)) ? a : b;
              for (a = b = 0; b < j; b++) {
                if (xc[b] != yc[b]) {
                  xLTy = xc[b] < yc[b];
                  break;
                }
              }
            }
            if (xLTy) {
              t = xc;
              xc = yc;
              yc = t;
              y.s = -y.s;
            }
            b = (j = yc.length) - (i = xc.length);
            if (b > 0) for (; b--; xc[i++] = 0) ;
            b = BASE - 1;
            for (; j > a; ) {
              if (xc[--j] < yc[j]) {
                for (i = j; i && !xc[--i]; xc[i] = b) ;
                --xc[i];
                xc[j] += BASE;
              }
              xc[j] -= yc[j];
            }
            for (; xc[0] == 0; xc.splice(0, 1), --ye) ;
            if (!xc[0]) {
              y.s = ROUNDING_MODE == 3 ? -1 : 1;
              y.c = [y.e = 0];
              return y;
            }
            return normalise(y, xc, ye);
          };
          P.modulo = P.mod = function(y, b) {
            var q, s, x = this;
            y = new BigNumber2(y, b);
            if (!x.c || !y.s || y.c && !y.c[0]) {
              return new BigNumber2(NaN);
            } else if (!y.c || x.c && !x.c[0]) {
              return new BigNumber2(x);
            }
            if (MODULO_MODE == 9) {
              s = y.s;
              y.s = 1;
              q = div(x, y, 0, 3);
              y.s = s;
              q.s *= s;
            } else {
              q = div(x, y, 0, MODULO_MODE);
            }
            y = x.minus(q.times(y));
            if (!y.c[0] && MODULO_MODE == 1) y.s = x.s;
            return y;
          };
          P.multipliedBy = P.times = function(y, b) {
            var c, e, i, j, k, m, xcL, xlo, xhi, ycL, ylo, yhi, zc, base, sqrtBase, x = this, xc = x.c, yc = (y = new BigNumber2(y, b)).c;
            if (!xc || !yc || !xc[0] || !yc[0]) {
              if (!x.s || !y.s || xc && !xc[0] && !yc || yc && !yc[0] && !xc) {
                y.c = y.e = y.s = null;
              } else {
                y.s *= x.s;
                if (!xc || !yc) {
                  y.c = y.e = null;
                } else {
                  y.c = [0];
                  y.e = 0;
                }
              }
              return y;
            }
            e = bitFloor(x.e / LOG_BASE) + bitFloor(y.e / LOG_BASE);
            y.s *= x.s;
            xcL = xc.length;
            ycL = yc.length;
            if (xcL < ycL) {
              zc = xc;
              xc = yc;
              yc = zc;
              i = xcL;
              xcL = ycL;
              ycL = i;
            }
            for (i = xcL + ycL, zc = []; i--; zc.push(0)) ;
            base = BASE;
            sqrtBase = SQRT_BASE;
            for (i = ycL; --i >= 0; ) {
              c = 0;
              ylo = yc[i] % sqrtBase;
              yhi = yc[i] / sqrtBase | 0;
              for (k = xcL, j = i + k; j > i; ) {
                xlo = xc[--k] % sqrtBase;
                xhi = xc[k] / sqrtBase | 0;
                m = yhi * xlo + xhi * ylo;
                xlo = ylo * xlo + m % sqrtBase * sqrtBase + zc[j] + c;
                c = (xlo / base | 0) + (m / sqrtBase | 0) + yhi * xhi;
                zc[j--] = xlo % base;
              }
              zc[j] = c;
            }
            if (c) {
              ++e;
            } else {
              zc.splice(0, 1);
            }
            return normalise(y, zc, e);
          };
          P.negated = function() {
            var x = new BigNumber2(this);
            x.s = -x.s || null;
            return x;
          };
          P.plus = function(y, b) {
            var t, x = this, a = x.s;
            y = new BigNumber2(y, b);
            b = y.s;
            if (!a || !b) return new BigNumber2(NaN);
            if (a != b) {
              y.s = -b;
              return x.minus(y);
            }
            var xe = x.e / LOG_BASE, ye = y.e / LOG_BASE, xc = x.c, yc = y.c;
            if (!xe || !ye) {
              if (!xc || !yc) return new BigNumber2(a / 0);
              if (!xc[0] || !yc[0]) return yc[0] ? y : new BigNumber2(xc[0] ? x : a * 0);
            }
            xe = bitFloor(xe);
            ye = bitFloor(ye);
            xc = xc.slice();
            if (a = xe - ye) {
              if (a > 0) {
                ye = xe;
                t = yc;
              } else {
                a = -a;
                t = xc;
              }
              t.reverse();
              for (; a--; t.push(0)) ;
              t.reverse();
            }
            a = xc.length;
            b = yc.length;
            if (a - b < 0) {
              t = yc;
              yc = xc;
              xc = t;
              b = a;
            }
            for (a = 0; b; ) {
              a = (xc[--b] = xc[b] + yc[b] + a) / BASE | 0;
              xc[b] = BASE === xc[b] ? 0 : xc[b] % BASE;
            }
            if (a) {
              xc = [a].concat(xc);
              ++ye;
            }
            return normalise(y, xc, ye);
          };
          P.precision = P.sd = function(sd, rm) {
            var c, n, v, x = this;
            if (sd != null && sd !== !!sd) {
              intCheck(sd, 1, MAX);
              if (rm == null) rm = ROUNDING_MODE;
              else intCheck(rm, 0, 8);
              return round(new BigNumber2(x), sd, rm);
            }
            if (!(c = x.c)) return null;
            v = c.length - 1;
            n = v * LOG_BASE + 1;
            if (v = c[v]) {
              for (; v % 10 == 0; v /= 10, n--) ;
              for (v = c[0]; v >= 10; v /= 10, n++) ;
            }
            if (sd && x.e + 1 > n) n = x.e + 1;
            return n;
          };
          P.shiftedBy = function(k) {
            intCheck(k, -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER);
            return this.times("1e" + k);
          };
          P.squareRoot = P.sqrt = function() {
            var m, n, r, rep, t, x = this, c = x.c, s = x.s, e = x.e, dp = DECIMAL_PLACES + 4, half = new BigNumber2("0.5");
            if (s !== 1 || !c || !c[0]) {
              return new BigNumber2(!s || s < 0 && (!c || c[0]) ? NaN : c ? x : 1 / 0);
            }
            s = Math.sqrt(+valueOf(x));
            if (s == 0 || s == 1 / 0) {
              n = coeffToString(c);
              if ((n.length + e) % 2 == 0) n += "0";
              s = Math.sqrt(+n);
              e = bitFloor((e + 1) / 2) - (e < 0 || e % 2);
              if (s == 1 / 0) {
                n = "5e" + e;
              } else {
                n = s.toExponential();
                n = n.slice(0, n.indexOf("e") + 1) + e;
              }
              r = new BigNumber2(n);
            } else {
              r = new BigNumber2(s + "");
            }
            if (r.c[0]) {
              e = r.e;
              s = e + dp;
              if (s < 3) s = 0;
              for (; ; ) {
                t = r;
                r = half.times(t.plus(div(x, t, dp, 1)));
                if (coeffToString(t.c).slice(0, s) === (n = coeffToString(r.c)).slice(0, s)) {
                  if (r.e < e) --s;
                  n = n.slice(s - 3, s + 1);
                  if (n == "9999" || !rep && n == "4999") {
                    if (!rep) {
                      round(t, t.e + DECIMAL_PLACES + 2, 0);
                      if (t.times(t).eq(x)) {
                        r = t;
                        break;
                      }
                    }
                    dp += 4;
                    s += 4;
                    rep = 1;
                  } else {
                    if (!+n || !+n.slice(1) && n.charAt(0) == "5") {
                      round(r, r.e + DECIMAL_PLACES + 2, 1);
                      m = !r.times(r).eq(x);
                    }
                    break;
                  }
                }
              }
            }
            return round(r, r.e + DECIMAL_PLACES + 1, ROUNDING_MODE, m);
          };
          P.toExponential = function(dp, rm) {
            if (dp != null) {
              intCheck(dp, 0, MAX);
              dp++;
            }
            return format(this, dp, rm, 1);
          };
          P.toFixed = function(dp, rm) {
            if (dp != null) {
              intCheck(dp, 0, MAX);
              dp = dp + this.e + 1;
            }
            return format(this, dp, rm);
          };
          P.toFormat = function(dp, rm, format2) {
            var str, x = this;
            if (format2 == null) {
              if (dp != null && rm && typeof rm == "object") {
                format2 = rm;
                rm = null;
              } else if (dp && typeof dp == "object") {
                format2 = dp;
                dp = rm = null;
              } else {
                format2 = FORMAT;
              }
            } else if (typeof format2 != "object") {
              throw Error(bignumberError + "Argument not an object: " + format2);
            }
            str = x.toFixed(dp, rm);
            if (x.c) {
              var i, arr = str.split("."), g1 = +format2.groupSize, g2 = +format2.secondaryGroupSize, groupSeparator = format2.groupSeparator || "", intPart = arr[0], fractionPart = arr[1], isNeg = x.s < 0, intDigits = isNeg ? intPart.slice(1) : intPart, len = intDigits.length;
              if (g2) {
                i = g1;
                g1 = g2;
                g2 = i;
                len -= i;
              }
              if (g1 > 0 && len > 0) {
                i = len % g1 || g1;
                intPart = intDigits.substr(0, i);
                for (; i < len; i += g1) intPart += groupSeparator + intDigits.substr(i, g1);
                if (g2 > 0) intPart += groupSeparator + intDigits.slice(i);
                if (isNeg) intPart = "-" + intPart;
              }
              str = fractionPart ? intPart + (format2.decimalSeparator || "") + ((g2 = +format2.fractionGroupSize) ? fractionPart.replace(
                new RegExp("\\d{" + g2 + "}\\B", "g"),
                "$&" + (format2.fractionGroupSeparator || "")
              ) : fractionPart) : intPart;
            }
            return (format2.prefix || "") + str + (format2.suffix || "");
          };
          P.toFraction = function(md) {
            var d, d0, d1, d2, e, exp, n, n0, n1, q, r, s, x = this, xc = x.c;
            if (md != null) {
              n = new BigNumber2(md);
              if (!n.isInteger() && (n.c || n.s !== 1) || n.lt(ONE)) {
                throw Error(bignumberError + "Argument " + (n.isInteger() ? "out of range: " : "not an integer: ") + valueOf(n));
              }
            }
            if (!xc) return new BigNumber2(x);
            d = new BigNumber2(ONE);
            n1 = d0 = new BigNumber2(ONE);
            d1 = n0 = new BigNumber2(ONE);
            s = coeffToString(xc);
            e = d.e = s.length - x.e - 1;
            d.c[0] = POWS_TEN[(exp = e % LOG_BASE) < 0 ? LOG_BASE + exp : exp];
            md = !md || n.comparedTo(d) > 0 ? e > 0 ? d : n1 : n;
            exp = MAX_EXP;
            MAX_EXP = 1 / 0;
            n = new BigNumber2(s);
            n0.c[0] = 0;
            for (; ; ) {
              q = div(n, d, 0, 1);
              d2 = d0.plus(q.times(d1));
              if (d2.comparedTo(md) == 1) break;
              d0 = d1;
              d1 = d2;
              n1 = n0.plus(q.times(d2 = n1));
              n0 = d2;
              d = n.minus(q.times(d2 = d));
              n = d2;
            }
            d2 = div(md.minus(d0), d1, 0, 1);
            n0 = n0.plus(d2.times(n1));
            d0 = d0.plus(d2.times(d1));
            n0.s = n1.s = x.s;
            e = e * 2;
            r = div(n1, d1, e, ROUNDING_MODE).minus(x).abs().comparedTo(
              div(n0, d0, e, ROUNDING_MODE).minus(x).abs()
            ) < 1 ? [n1, d1] : [n0, d0];
            MAX_EXP = exp;
            return r;
          };
          P.toNumber = function() {
            return +valueOf(this);
          };
          P.toPrecision = function(sd, rm) {
            if (sd != null) intCheck(sd, 1, MAX);
            return format(this, sd, rm, 2);
          };
          P.toString = function(b) {
            var str, n = this, s = n.s, e = n.e;
            if (e === null) {
              if (s) {
                str = "Infinity";
                if (s < 0) str = "-" + str;
              } else {
                str = "NaN";
              }
            } else {
              if (b == null) {
                str = e <= TO_EXP_NEG || e >= TO_EXP_POS ? toExponential(coeffToString(n.c), e) : toFixedPoint(coeffToString(n.c), e, "0");
              } else if (b === 10 && alphabetHasNormalDecimalDigits) {
                n = round(new BigNumber2(n), DECIMAL_PLACES + e + 1, ROUNDING_MODE);
                str = toFixedPoint(coeffToString(n.c), n.e, "0");
              } else {
                intCheck(b, 2, ALPHABET.length, "Base");
                str = convertBase(toFixedPoint(coeffToString(n.c), e, "0"), 10, b, s, true);
              }
              if (s < 0 && n.c[0]) str = "-" + str;
            }
            return str;
          };
          P.valueOf = P.toJSON = function() {
            return valueOf(this);
          };
          P._isBigNumber = true;
          if (configObject != null) BigNumber2.set(configObject);
          return BigNumber2;
        }
        function bitFloor(n) {
          var i = n | 0;
          return n > 0 || n === i ? i : i - 1;
        }
        function coeffToString(a) {
          var s, z, i = 1, j = a.length, r = a[0] + "";
          for (; i < j; ) {
            s = a[i++] + "";
            z = LOG_BASE - s.length;
            for (; z--; s = "0" + s) ;
            r += s;
          }
          for (j = r.length; r.charCodeAt(--j) === 48; ) ;
          return r.slice(0, j + 1 || 1);
        }
        function compare(x, y) {
          var a, b, xc = x.c, yc = y.c, i = x.s, j = y.s, k = x.e, l = y.e;
          if (!i || !j) return null;
          a = xc && !xc[0];
          b = yc && !yc[0];
          if (a || b) return a ? b ? 0 : -j : i;
          if (i != j) return i;
          a = i < 0;
          b = k == l;
          if (!xc || !yc) return b ? 0 : !xc ^ a ? 1 : -1;
          if (!b) return k > l ^ a ? 1 : -1;
          j = (k = xc.length) < (l = yc.length) ? k : l;
          for (i = 0; i < j; i++) if (xc[i] != yc[i]) return xc[i] > yc[i] ^ a ? 1 : -1;
          return k == l ? 0 : k > l ^ a ? 1 : -1;
        }
        function intCheck(n, min, max, name) {
          if (n < min || n > max || n !== mathfloor(n)) {
            throw Error(bignumberError + (name || "Argument") + (typeof n == "number" ? n < min || n > max ? " out of range: " : " not an integer: " : " not a primitive number: ") + String(n));
          }
        }
        function isOdd(n) {
          var k = n.c.length - 1;
          return bitFloor(n.e / LOG_BASE) == k && n.c[k] % 2 != 0;
        }
        function toExponential(str, e) {
          return (str.length > 1 ? str.charAt(0) + "." + str.slice(1) : str) + (e < 0 ? "e" : "e+") + e;
        }
        function toFixedPoint(str, e, z) {
          var len, zs;
          if (e < 0) {
            for (zs = z + "."; ++e; zs += z) ;
            str = zs + str;
          } else {
            len = str.length;
            if (++e > len) {
              for (zs = z, e -= len; --e; zs += z) ;
              str += zs;
            } else if (e < len) {
              str = str.slice(0, e) + "." + str.slice(e);
            }
          }
          return str;
        }
        BigNumber = clone();
        BigNumber["default"] = BigNumber.BigNumber = BigNumber;
        if (typeof define == "function" && define.amd) {
          define(function() {
            return BigNumber;
          });
        } else if (module2.exports) {
          module2.exports = BigNumber;
        } else {
          if (!globalObject) {
            globalObject = typeof self != "undefined" && self ? self : window;
          }
          globalObject.BigNumber = BigNumber;
        }
      })(this);
    })
  ),
  /***/
  9732: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      "use strict";
      var Buffer2 = __webpack_require__(181).Buffer;
      var SlowBuffer = __webpack_require__(181).SlowBuffer;
      module2.exports = bufferEq;
      function bufferEq(a, b) {
        if (!Buffer2.isBuffer(a) || !Buffer2.isBuffer(b)) {
          return false;
        }
        if (a.length !== b.length) {
          return false;
        }
        var c = 0;
        for (var i = 0; i < a.length; i++) {
          c |= a[i] ^ b[i];
        }
        return c === 0;
      }
      bufferEq.install = function() {
        Buffer2.prototype.equal = SlowBuffer.prototype.equal = function equal(that) {
          return bufferEq(this, that);
        };
      };
      var origBufEqual = Buffer2.prototype.equal;
      var origSlowBufEqual = SlowBuffer.prototype.equal;
      bufferEq.restore = function() {
        Buffer2.prototype.equal = origBufEqual;
        SlowBuffer.prototype.equal = origSlowBufEqual;
      };
    })
  ),
  /***/
  325: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      "use strict";
      var Buffer2 = __webpack_require__(3058).Buffer;
      var getParamBytesForAlg = __webpack_require__(5028);
      var MAX_OCTET = 128, CLASS_UNIVERSAL = 0, PRIMITIVE_BIT = 32, TAG_SEQ = 16, TAG_INT = 2, ENCODED_TAG_SEQ = TAG_SEQ | PRIMITIVE_BIT | CLASS_UNIVERSAL << 6, ENCODED_TAG_INT = TAG_INT | CLASS_UNIVERSAL << 6;
      function base64Url(base64) {
        return base64.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_");
      }
      function signatureAsBuffer(signature) {
        if (Buffer2.isBuffer(signature)) {
          return signature;
        } else if ("string" === typeof signature) {
          return Buffer2.from(signature, "base64");
        }
        throw new TypeError("ECDSA signature must be a Base64 string or a Buffer");
      }
      function derToJose(signature, alg) {
        signature = signatureAsBuffer(signature);
        var paramBytes = getParamBytesForAlg(alg);
        var maxEncodedParamLength = paramBytes + 1;
        var inputLength = signature.length;
        var offset = 0;
        if (signature[offset++] !== ENCODED_TAG_SEQ) {
          throw new Error('Could not find expected "seq"');
        }
        var seqLength = signature[offset++];
        if (seqLength === (MAX_OCTET | 1)) {
          seqLength = signature[offset++];
        }
        if (inputLength - offset < seqLength) {
          throw new Error('"seq" specified length of "' + seqLength + '", only "' + (inputLength - offset) + '" remaining');
        }
        if (signature[offset++] !== ENCODED_TAG_INT) {
          throw new Error('Could not find expected "int" for "r"');
        }
        var rLength = signature[offset++];
        if (inputLength - offset - 2 < rLength) {
          throw new Error('"r" specified length of "' + rLength + '", only "' + (inputLength - offset - 2) + '" available');
        }
        if (maxEncodedParamLength < rLength) {
          throw new Error('"r" specified length of "' + rLength + '", max of "' + maxEncodedParamLength + '" is acceptable');
        }
        var rOffset = offset;
        offset += rLength;
        if (signature[offset++] !== ENCODED_TAG_INT) {
          throw new Error('Could not find expected "int" for "s"');
        }
        var sLength = signature[offset++];
        if (inputLength - offset !== sLength) {
          throw new Error('"s" specified length of "' + sLength + '", expected "' + (inputLength - offset) + '"');
        }
        if (maxEncodedParamLength < sLength) {
          throw new Error('"s" specified length of "' + sLength + '", max of "' + maxEncodedParamLength + '" is acceptable');
        }
        var sOffset = offset;
        offset += sLength;
        if (offset !== inputLength) {
          throw new Error('Expected to consume entire buffer, but "' + (inputLength - offset) + '" bytes remain');
        }
        var rPadding = paramBytes - rLength, sPadding = paramBytes - sLength;
        var dst = Buffer2.allocUnsafe(rPadding + rLength + sPadding + sLength);
        for (offset = 0; offset < rPadding; ++offset) {
          dst[offset] = 0;
        }
        signature.copy(dst, offset, rOffset + Math.max(-rPadding, 0), rOffset + rLength);
        offset = paramBytes;
        for (var o = offset; offset < o + sPadding; ++offset) {
          dst[offset] = 0;
        }
        signature.copy(dst, offset, sOffset + Math.max(-sPadding, 0), sOffset + sLength);
        dst = dst.toString("base64");
        dst = base64Url(dst);
        return dst;
      }
      function countPadding(buf, start, stop) {
        var padding = 0;
        while (start + padding < stop && buf[start + padding] === 0) {
          ++padding;
        }
        var needsSign = buf[start + padding] >= MAX_OCTET;
        if (needsSign) {
          --padding;
        }
        return padding;
      }
      function joseToDer(signature, alg) {
        signature = signatureAsBuffer(signature);
        var paramBytes = getParamBytesForAlg(alg);
        var signatureBytes = signature.length;
        if (signatureBytes !== paramBytes * 2) {
          throw new TypeError('"' + alg + '" signatures must be "' + paramBytes * 2 + '" bytes, saw "' + signatureBytes + '"');
        }
        var rPadding = countPadding(signature, 0, paramBytes);
        var sPadding = countPadding(signature, paramBytes, signature.length);
        var rLength = paramBytes - rPadding;
        var sLength = paramBytes - sPadding;
        var rsBytes = 1 + 1 + rLength + 1 + 1 + sLength;
        var shortLength = rsBytes < MAX_OCTET;
        var dst = Buffer2.allocUnsafe((shortLength ? 2 : 3) + rsBytes);
        var offset = 0;
        dst[offset++] = ENCODED_TAG_SEQ;
        if (shortLength) {
          dst[offset++] = rsBytes;
        } else {
          dst[offset++] = MAX_OCTET | 1;
          dst[offset++] = rsBytes & 255;
        }
        dst[offset++] = ENCODED_TAG_INT;
        dst[offset++] = rLength;
        if (rPadding < 0) {
          dst[offset++] = 0;
          offset += signature.copy(dst, offset, 0, paramBytes);
        } else {
          offset += signature.copy(dst, offset, rPadding, paramBytes);
        }
        dst[offset++] = ENCODED_TAG_INT;
        dst[offset++] = sLength;
        if (sPadding < 0) {
          dst[offset++] = 0;
          signature.copy(dst, offset, paramBytes);
        } else {
          signature.copy(dst, offset, paramBytes + sPadding);
        }
        return dst;
      }
      module2.exports = {
        derToJose,
        joseToDer
      };
    })
  ),
  /***/
  5028: (
    /***/
    ((module2) => {
      "use strict";
      function getParamSize(keySize) {
        var result = (keySize / 8 | 0) + (keySize % 8 === 0 ? 0 : 1);
        return result;
      }
      var paramBytesForAlg = {
        ES256: getParamSize(256),
        ES384: getParamSize(384),
        ES512: getParamSize(521)
      };
      function getParamBytesForAlg(alg) {
        var paramBytes = paramBytesForAlg[alg];
        if (paramBytes) {
          return paramBytes;
        }
        throw new Error('Unknown algorithm "' + alg + '"');
      }
      module2.exports = getParamBytesForAlg;
    })
  ),
  /***/
  3860: (
    /***/
    ((module2) => {
      "use strict";
      var hasOwn = Object.prototype.hasOwnProperty;
      var toStr = Object.prototype.toString;
      var defineProperty = Object.defineProperty;
      var gOPD = Object.getOwnPropertyDescriptor;
      var isArray = function isArray2(arr) {
        if (typeof Array.isArray === "function") {
          return Array.isArray(arr);
        }
        return toStr.call(arr) === "[object Array]";
      };
      var isPlainObject = function isPlainObject2(obj) {
        if (!obj || toStr.call(obj) !== "[object Object]") {
          return false;
        }
        var hasOwnConstructor = hasOwn.call(obj, "constructor");
        var hasIsPrototypeOf = obj.constructor && obj.constructor.prototype && hasOwn.call(obj.constructor.prototype, "isPrototypeOf");
        if (obj.constructor && !hasOwnConstructor && !hasIsPrototypeOf) {
          return false;
        }
        var key;
        for (key in obj) {
        }
        return typeof key === "undefined" || hasOwn.call(obj, key);
      };
      var setProperty = function setProperty2(target, options) {
        if (defineProperty && options.name === "__proto__") {
          defineProperty(target, options.name, {
            enumerable: true,
            configurable: true,
            value: options.newValue,
            writable: true
          });
        } else {
          target[options.name] = options.newValue;
        }
      };
      var getProperty = function getProperty2(obj, name) {
        if (name === "__proto__") {
          if (!hasOwn.call(obj, name)) {
            return void 0;
          } else if (gOPD) {
            return gOPD(obj, name).value;
          }
        }
        return obj[name];
      };
      module2.exports = function extend() {
        var options, name, src, copy, copyIsArray, clone;
        var target = arguments[0];
        var i = 1;
        var length = arguments.length;
        var deep = false;
        if (typeof target === "boolean") {
          deep = target;
          target = arguments[1] || {};
          i = 2;
        }
        if (target == null || typeof target !== "object" && typeof target !== "function") {
          target = {};
        }
        for (; i < length; ++i) {
          options = arguments[i];
          if (options != null) {
            for (name in options) {
              src = getProperty(target, name);
              copy = getProperty(options, name);
              if (target !== copy) {
                if (deep && copy && (isPlainObject(copy) || (copyIsArray = isArray(copy)))) {
                  if (copyIsArray) {
                    copyIsArray = false;
                    clone = src && isArray(src) ? src : [];
                  } else {
                    clone = src && isPlainObject(src) ? src : {};
                  }
                  setProperty(target, { name, newValue: extend(deep, clone, copy) });
                } else if (typeof copy !== "undefined") {
                  setProperty(target, { name, newValue: copy });
                }
              }
            }
          }
        }
        return target;
      };
    })
  ),
  /***/
  4037: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __importDefault = this && this.__importDefault || function(mod) {
        return mod && mod.__esModule ? mod : { "default": mod };
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GaxiosError = exports2.GAXIOS_ERROR_SYMBOL = void 0;
      exports2.defaultErrorRedactor = defaultErrorRedactor;
      const extend_1 = __importDefault(__webpack_require__(3860));
      const util_cjs_1 = __importDefault(__webpack_require__(6995));
      const pkg = util_cjs_1.default.pkg;
      exports2.GAXIOS_ERROR_SYMBOL = /* @__PURE__ */ Symbol.for(`${pkg.name}-gaxios-error`);
      class GaxiosError extends Error {
        config;
        response;
        /**
         * An error code.
         * Can be a system error code, DOMException error name, or any error's 'code' property where it is a `string`.
         *
         * It is only a `number` when the cause is sourced from an API-level error (AIP-193).
         *
         * @see {@link https://nodejs.org/api/errors.html#errorcode error.code}
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/API/DOMException#error_names DOMException#error_names}
         * @see {@link https://google.aip.dev/193#http11json-representation AIP-193}
         *
         * @example
         * 'ECONNRESET'
         *
         * @example
         * 'TimeoutError'
         *
         * @example
         * 500
         */
        code;
        /**
         * An HTTP Status code.
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/API/Response/status Response#status}
         *
         * @example
         * 500
         */
        status;
        /**
         * @deprecated use {@link GaxiosError.cause} instead.
         *
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Error/cause Error#cause}
         *
         * @privateRemarks
         *
         * We will want to remove this property later as the modern `cause` property is better suited
         * for displaying and relaying nested errors. Keeping this here makes the resulting
         * error log larger than it needs to be.
         *
         */
        error;
        /**
         * Support `instanceof` operator for `GaxiosError` across builds/duplicated files.
         *
         * @see {@link GAXIOS_ERROR_SYMBOL}
         * @see {@link GaxiosError[Symbol.hasInstance]}
         * @see {@link https://github.com/microsoft/TypeScript/issues/13965#issuecomment-278570200}
         * @see {@link https://stackoverflow.com/questions/46618852/require-and-instanceof}
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Function/@@hasInstance#reverting_to_default_instanceof_behavior}
         */
        [exports2.GAXIOS_ERROR_SYMBOL] = pkg.version;
        /**
         * Support `instanceof` operator for `GaxiosError` across builds/duplicated files.
         *
         * @see {@link GAXIOS_ERROR_SYMBOL}
         * @see {@link GaxiosError[GAXIOS_ERROR_SYMBOL]}
         */
        static [Symbol.hasInstance](instance) {
          if (instance && typeof instance === "object" && exports2.GAXIOS_ERROR_SYMBOL in instance && instance[exports2.GAXIOS_ERROR_SYMBOL] === pkg.version) {
            return true;
          }
          return Function.prototype[Symbol.hasInstance].call(GaxiosError, instance);
        }
        constructor(message, config, response, cause) {
          super(message, { cause });
          this.config = config;
          this.response = response;
          this.error = cause instanceof Error ? cause : void 0;
          this.config = (0, extend_1.default)(true, {}, config);
          if (this.response) {
            this.response.config = (0, extend_1.default)(true, {}, this.response.config);
          }
          if (this.response) {
            try {
              this.response.data = translateData(
                this.config.responseType,
                // workaround for `node-fetch`'s `.data` deprecation...
                this.response?.bodyUsed ? this.response?.data : void 0
              );
            } catch {
            }
            this.status = this.response.status;
          }
          if (cause instanceof DOMException) {
            this.code = cause.name;
          } else if (cause && typeof cause === "object" && "code" in cause && (typeof cause.code === "string" || typeof cause.code === "number")) {
            this.code = cause.code;
          }
        }
        /**
         * An AIP-193 conforming error extractor.
         *
         * @see {@link https://google.aip.dev/193#http11json-representation AIP-193}
         *
         * @internal
         * @expiremental
         *
         * @param res the response object
         * @returns the extracted error information
         */
        static extractAPIErrorFromResponse(res, defaultErrorMessage = "The request failed") {
          let message = defaultErrorMessage;
          if (typeof res.data === "string") {
            message = res.data;
          }
          if (res.data && typeof res.data === "object" && "error" in res.data && res.data.error && !res.ok) {
            if (typeof res.data.error === "string") {
              return {
                message: res.data.error,
                code: res.status,
                status: res.statusText
              };
            }
            if (typeof res.data.error === "object") {
              message = "message" in res.data.error && typeof res.data.error.message === "string" ? res.data.error.message : message;
              const status = "status" in res.data.error && typeof res.data.error.status === "string" ? res.data.error.status : res.statusText;
              const code = "code" in res.data.error && typeof res.data.error.code === "number" ? res.data.error.code : res.status;
              if ("errors" in res.data.error && Array.isArray(res.data.error.errors)) {
                const errorMessages = [];
                for (const e of res.data.error.errors) {
                  if (typeof e === "object" && "message" in e && typeof e.message === "string") {
                    errorMessages.push(e.message);
                  }
                }
                return Object.assign({
                  message: errorMessages.join("\n") || message,
                  code,
                  status
                }, res.data.error);
              }
              return Object.assign({
                message,
                code,
                status
              }, res.data.error);
            }
          }
          return {
            message,
            code: res.status,
            status: res.statusText
          };
        }
      }
      exports2.GaxiosError = GaxiosError;
      function translateData(responseType, data) {
        switch (responseType) {
          case "stream":
            return data;
          case "json":
            return JSON.parse(JSON.stringify(data));
          case "arraybuffer":
            return JSON.parse(Buffer.from(data).toString("utf8"));
          case "blob":
            return JSON.parse(data.text());
          default:
            return data;
        }
      }
      function defaultErrorRedactor(data) {
        const REDACT = "<<REDACTED> - See `errorRedactor` option in `gaxios` for configuration>.";
        function redactHeaders(headers) {
          if (!headers)
            return;
          headers.forEach((_, key) => {
            if (/^authentication$/i.test(key) || /^authorization$/i.test(key) || /secret/i.test(key))
              headers.set(key, REDACT);
          });
        }
        function redactString(obj, key) {
          if (typeof obj === "object" && obj !== null && typeof obj[key] === "string") {
            const text = obj[key];
            if (/grant_type=/i.test(text) || /assertion=/i.test(text) || /secret/i.test(text)) {
              obj[key] = REDACT;
            }
          }
        }
        function redactObject(obj) {
          if (!obj || typeof obj !== "object") {
            return;
          } else if (obj instanceof FormData || obj instanceof URLSearchParams || // support `node-fetch` FormData/URLSearchParams
          "forEach" in obj && "set" in obj) {
            obj.forEach((_, key) => {
              if (["grant_type", "assertion"].includes(key) || /secret/.test(key)) {
                obj.set(key, REDACT);
              }
            });
          } else {
            if ("grant_type" in obj) {
              obj["grant_type"] = REDACT;
            }
            if ("assertion" in obj) {
              obj["assertion"] = REDACT;
            }
            if ("client_secret" in obj) {
              obj["client_secret"] = REDACT;
            }
          }
        }
        if (data.config) {
          redactHeaders(data.config.headers);
          redactString(data.config, "data");
          redactObject(data.config.data);
          redactString(data.config, "body");
          redactObject(data.config.body);
          if (data.config.url.searchParams.has("token")) {
            data.config.url.searchParams.set("token", REDACT);
          }
          if (data.config.url.searchParams.has("client_secret")) {
            data.config.url.searchParams.set("client_secret", REDACT);
          }
        }
        if (data.response) {
          defaultErrorRedactor({ config: data.response.config });
          redactHeaders(data.response.headers);
          if (data.response.bodyUsed) {
            redactString(data.response, "data");
            redactObject(data.response.data);
          }
        }
        return data;
      }
    })
  ),
  /***/
  2593: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __importDefault = this && this.__importDefault || function(mod) {
        return mod && mod.__esModule ? mod : { "default": mod };
      };
      var _a;
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.Gaxios = void 0;
      const extend_1 = __importDefault(__webpack_require__(3860));
      const https_1 = __webpack_require__(5692);
      const common_js_1 = __webpack_require__(4037);
      const retry_js_1 = __webpack_require__(6144);
      const stream_1 = __webpack_require__(2203);
      const interceptor_js_1 = __webpack_require__(2309);
      const randomUUID = async () => globalThis.crypto?.randomUUID() || (await Promise.resolve(
        /* import() */
      ).then(__webpack_require__.t.bind(__webpack_require__, 6982, 23))).randomUUID();
      const HTTP_STATUS_NO_CONTENT = 204;
      class Gaxios {
        agentCache = /* @__PURE__ */ new Map();
        /**
         * Default HTTP options that will be used for every HTTP request.
         */
        defaults;
        /**
         * Interceptors
         */
        interceptors;
        /**
         * The Gaxios class is responsible for making HTTP requests.
         * @param defaults The default set of options to be used for this instance.
         */
        constructor(defaults) {
          this.defaults = defaults || {};
          this.interceptors = {
            request: new interceptor_js_1.GaxiosInterceptorManager(),
            response: new interceptor_js_1.GaxiosInterceptorManager()
          };
        }
        /**
         * A {@link fetch `fetch`} compliant API for {@link Gaxios}.
         *
         * @remarks
         *
         * This is useful as a drop-in replacement for `fetch` API usage.
         *
         * @example
         *
         * ```ts
         * const gaxios = new Gaxios();
         * const myFetch: GaxiosOptions['fetchImplementation'] = (...args) => gaxios.fetch(...args);
         * await myFetch('https://example.com');
         * ```
         *
         * @param args `fetch` API or `Gaxios#request` parameters
         * @returns the {@link Response} with Gaxios-added properties
         */
        fetch(...args) {
          const input = args[0];
          const init = args[1];
          let url = void 0;
          const headers = new Headers();
          if (typeof input === "string") {
            url = new URL(input);
          } else if (input instanceof URL) {
            url = input;
          } else if (input && input.url) {
            url = new URL(input.url);
          }
          if (input && typeof input === "object" && "headers" in input) {
            _a.mergeHeaders(headers, input.headers);
          }
          if (init) {
            _a.mergeHeaders(headers, new Headers(init.headers));
          }
          if (typeof input === "object" && !(input instanceof URL)) {
            return this.request({ ...init, ...input, headers, url });
          } else {
            return this.request({ ...init, headers, url });
          }
        }
        /**
         * Perform an HTTP request with the given options.
         * @param opts Set of HTTP options that will be used for this HTTP request.
         */
        async request(opts = {}) {
          let prepared = await this.#prepareRequest(opts);
          prepared = await this.#applyRequestInterceptors(prepared);
          return this.#applyResponseInterceptors(this._request(prepared));
        }
        async _defaultAdapter(config) {
          const fetchImpl = config.fetchImplementation || this.defaults.fetchImplementation || await _a.#getFetch();
          const preparedOpts = { ...config };
          delete preparedOpts.data;
          const res = await fetchImpl(config.url, preparedOpts);
          const data = await this.getResponseData(config, res);
          if (!Object.getOwnPropertyDescriptor(res, "data")?.configurable) {
            Object.defineProperties(res, {
              data: {
                configurable: true,
                writable: true,
                enumerable: true,
                value: data
              }
            });
          }
          return Object.assign(res, { config, data });
        }
        /**
         * Internal, retryable version of the `request` method.
         * @param opts Set of HTTP options that will be used for this HTTP request.
         */
        async _request(opts) {
          try {
            let translatedResponse;
            if (opts.adapter) {
              translatedResponse = await opts.adapter(opts, this._defaultAdapter.bind(this));
            } else {
              translatedResponse = await this._defaultAdapter(opts);
            }
            if (!opts.validateStatus(translatedResponse.status)) {
              if (opts.responseType === "stream") {
                const response = [];
                for await (const chunk of translatedResponse.data) {
                  response.push(chunk);
                }
                translatedResponse.data = Buffer.concat(response.map((c) => typeof c === "string" ? Buffer.from(c) : c)).toString("utf8");
              }
              const errorInfo = common_js_1.GaxiosError.extractAPIErrorFromResponse(translatedResponse, `Request failed with status code ${translatedResponse.status}`);
              throw new common_js_1.GaxiosError(errorInfo?.message, opts, translatedResponse, errorInfo);
            }
            return translatedResponse;
          } catch (e) {
            let err;
            if (e instanceof common_js_1.GaxiosError) {
              err = e;
            } else if (e instanceof Error) {
              err = new common_js_1.GaxiosError(e.message, opts, void 0, e);
            } else if (opts.signal?.aborted) {
              err = new common_js_1.GaxiosError(`The operation was aborted: ${e}`, opts, void 0, e);
              err.code = "AbortError";
            } else {
              err = new common_js_1.GaxiosError("Unexpected Gaxios Error", opts, void 0, e);
            }
            if (!err.response && opts.signal?.aborted && opts.signal.reason?.name === "TimeoutError") {
              err.code = "TimeoutError";
              if (!/timeout|timed out/i.test(err.message)) {
                err.message = "The operation was aborted due to timeout";
              }
            } else if (!err.response && opts.signal?.aborted && err.code !== "TimeoutError") {
              err.code ||= "AbortError";
            }
            const { shouldRetry, config } = await (0, retry_js_1.getRetryConfig)(err);
            if (shouldRetry && config) {
              err.config.retryConfig.currentRetryAttempt = config.retryConfig.currentRetryAttempt;
              opts.retryConfig = err.config?.retryConfig;
              if (typeof err.config?.timeout === "number") {
                opts.timeout = err.config.timeout;
              }
              this.#appendTimeoutToSignal(opts);
              return this._request(opts);
            }
            if (opts.errorRedactor) {
              opts.errorRedactor(err);
            }
            throw err;
          }
        }
        async getResponseData(opts, res) {
          if (res.status === HTTP_STATUS_NO_CONTENT) {
            return "";
          }
          if (opts.maxContentLength && res.headers.has("content-length") && opts.maxContentLength < Number.parseInt(res.headers?.get("content-length") || "")) {
            throw new common_js_1.GaxiosError("Response's `Content-Length` is over the limit.", opts, Object.assign(res, { config: opts }));
          }
          switch (opts.responseType) {
            case "stream":
              return res.body;
            case "json": {
              const data = await res.text();
              try {
                return JSON.parse(data);
              } catch {
                return data;
              }
            }
            case "arraybuffer":
              return res.arrayBuffer();
            case "blob":
              return res.blob();
            case "text":
              return res.text();
            default:
              return this.getResponseDataFromContentType(res);
          }
        }
        #urlMayUseProxy(url, noProxy = []) {
          const candidate = new URL(url);
          const noProxyList = [...noProxy];
          const noProxyEnvList = (process.env.NO_PROXY ?? process.env.no_proxy)?.split(",") || [];
          for (const rule of noProxyEnvList) {
            noProxyList.push(rule.trim());
          }
          for (const rule of noProxyList) {
            if (rule instanceof RegExp) {
              if (rule.test(candidate.toString())) {
                return false;
              }
            } else if (rule instanceof URL) {
              if (rule.origin === candidate.origin) {
                return false;
              }
            } else if (rule.startsWith("*.") || rule.startsWith(".")) {
              const cleanedRule = rule.replace(/^\*\./, ".");
              if (candidate.hostname.endsWith(cleanedRule)) {
                return false;
              }
            } else if (rule === candidate.origin || rule === candidate.hostname || rule === candidate.href) {
              return false;
            }
          }
          return true;
        }
        /**
         * Applies the request interceptors. The request interceptors are applied after the
         * call to prepareRequest is completed.
         *
         * @param {GaxiosOptionsPrepared} options The current set of options.
         *
         * @returns {Promise<GaxiosOptionsPrepared>} Promise that resolves to the set of options or response after interceptors are applied.
         */
        async #applyRequestInterceptors(options) {
          let promiseChain = Promise.resolve(options);
          for (const interceptor of this.interceptors.request.values()) {
            if (interceptor) {
              promiseChain = promiseChain.then(interceptor.resolved, interceptor.rejected);
            }
          }
          return promiseChain;
        }
        /**
         * Applies the response interceptors. The response interceptors are applied after the
         * call to request is made.
         *
         * @param {GaxiosOptionsPrepared} options The current set of options.
         *
         * @returns {Promise<GaxiosOptionsPrepared>} Promise that resolves to the set of options or response after interceptors are applied.
         */
        async #applyResponseInterceptors(response) {
          let promiseChain = Promise.resolve(response);
          for (const interceptor of this.interceptors.response.values()) {
            if (interceptor) {
              promiseChain = promiseChain.then(interceptor.resolved, interceptor.rejected);
            }
          }
          return promiseChain;
        }
        /**
         * Validates the options, merges them with defaults, and prepare request.
         *
         * @param options The original options passed from the client.
         * @returns Prepared options, ready to make a request
         */
        async #prepareRequest(options) {
          const preparedHeaders = new Headers(this.defaults.headers);
          _a.mergeHeaders(preparedHeaders, options.headers);
          const opts = (0, extend_1.default)(true, {}, this.defaults, options);
          if (!opts.url) {
            throw new Error("URL is required.");
          }
          if (opts.baseURL) {
            opts.url = new URL(opts.url, opts.baseURL);
          }
          opts.url = new URL(opts.url);
          if (opts.params) {
            if (opts.paramsSerializer) {
              let additionalQueryParams = opts.paramsSerializer(opts.params);
              if (additionalQueryParams.startsWith("?")) {
                additionalQueryParams = additionalQueryParams.slice(1);
              }
              const prefix = opts.url.toString().includes("?") ? "&" : "?";
              opts.url = opts.url + prefix + additionalQueryParams;
            } else {
              const url = opts.url instanceof URL ? opts.url : new URL(opts.url);
              for (const [key, value] of new URLSearchParams(opts.params)) {
                url.searchParams.append(key, value);
              }
              opts.url = url;
            }
          }
          if (typeof options.maxContentLength === "number") {
            opts.size = options.maxContentLength;
          }
          if (typeof options.maxRedirects === "number") {
            opts.follow = options.maxRedirects;
          }
          const shouldDirectlyPassData = typeof opts.data === "string" || opts.data instanceof ArrayBuffer || opts.data instanceof Blob || // Node 18 does not have a global `File` object
          globalThis.File && opts.data instanceof File || opts.data instanceof FormData || opts.data instanceof stream_1.Readable || opts.data instanceof ReadableStream || opts.data instanceof String || opts.data instanceof URLSearchParams || ArrayBuffer.isView(opts.data) || // `Buffer` (Node.js), `DataView`, `TypedArray`
          /**
           * @deprecated `node-fetch` or another third-party's request types
           */
          ["Blob", "File", "FormData"].includes(opts.data?.constructor?.name || "");
          if (opts.multipart?.length) {
            const boundary = await randomUUID();
            preparedHeaders.set("content-type", `multipart/related; boundary=${boundary}`);
            opts.body = stream_1.Readable.from(this.getMultipartRequest(opts.multipart, boundary));
          } else if (shouldDirectlyPassData) {
            opts.body = opts.data;
          } else if (typeof opts.data === "object") {
            if (preparedHeaders.get("Content-Type") === "application/x-www-form-urlencoded") {
              opts.body = opts.paramsSerializer ? opts.paramsSerializer(opts.data) : new URLSearchParams(opts.data);
            } else {
              if (!preparedHeaders.has("content-type")) {
                preparedHeaders.set("content-type", "application/json");
              }
              opts.body = JSON.stringify(opts.data);
            }
          } else if (opts.data) {
            opts.body = opts.data;
          }
          opts.validateStatus = opts.validateStatus || this.validateStatus;
          opts.responseType = opts.responseType || "unknown";
          if (!preparedHeaders.has("accept") && opts.responseType === "json") {
            preparedHeaders.set("accept", "application/json");
          }
          const proxy = opts.proxy || process?.env?.HTTPS_PROXY || process?.env?.https_proxy || process?.env?.HTTP_PROXY || process?.env?.http_proxy;
          if (opts.agent) {
          } else if (proxy && this.#urlMayUseProxy(opts.url, opts.noProxy)) {
            const HttpsProxyAgent = await _a.#getProxyAgent();
            if (this.agentCache.has(proxy)) {
              opts.agent = this.agentCache.get(proxy);
            } else {
              opts.agent = new HttpsProxyAgent(proxy, {
                cert: opts.cert,
                key: opts.key
              });
              this.agentCache.set(proxy, opts.agent);
            }
          } else if (opts.cert && opts.key) {
            if (this.agentCache.has(opts.key)) {
              opts.agent = this.agentCache.get(opts.key);
            } else {
              opts.agent = new https_1.Agent({
                cert: opts.cert,
                key: opts.key
              });
              this.agentCache.set(opts.key, opts.agent);
            }
          }
          if (typeof opts.errorRedactor !== "function" && opts.errorRedactor !== false) {
            opts.errorRedactor = common_js_1.defaultErrorRedactor;
          }
          if (opts.body && !("duplex" in opts)) {
            opts.duplex = "half";
          }
          this.#appendTimeoutToSignal(opts);
          return Object.assign(opts, {
            headers: preparedHeaders,
            url: opts.url instanceof URL ? opts.url : new URL(opts.url)
          });
        }
        #callerSignals = /* @__PURE__ */ new WeakMap();
        #appendTimeoutToSignal(opts) {
          if (opts.timeout) {
            if (!this.#callerSignals.has(opts)) {
              this.#callerSignals.set(opts, opts.signal ?? void 0);
            }
            const callerSignal = this.#callerSignals.get(opts);
            const timeoutSignal = AbortSignal.timeout(opts.timeout);
            if (callerSignal) {
              opts.signal = AbortSignal.any([callerSignal, timeoutSignal]);
            } else {
              opts.signal = timeoutSignal;
            }
          }
        }
        /**
         * By default, throw for any non-2xx status code
         * @param status status code from the HTTP response
         */
        validateStatus(status) {
          return status >= 200 && status < 300;
        }
        /**
         * Attempts to parse a response by looking at the Content-Type header.
         * @param {Response} response the HTTP response.
         * @returns a promise that resolves to the response data.
         */
        async getResponseDataFromContentType(response) {
          let contentType = response.headers.get("Content-Type");
          if (contentType === null) {
            return response.text();
          }
          contentType = contentType.toLowerCase();
          if (contentType.includes("application/json")) {
            let data = await response.text();
            try {
              data = JSON.parse(data);
            } catch {
            }
            return data;
          } else if (contentType.match(/^text\//)) {
            return response.text();
          } else {
            return response.blob();
          }
        }
        /**
         * Creates an async generator that yields the pieces of a multipart/related request body.
         * This implementation follows the spec: https://www.ietf.org/rfc/rfc2387.txt. However, recursive
         * multipart/related requests are not currently supported.
         *
         * @param {GaxiosMultipartOptions[]} multipartOptions the pieces to turn into a multipart/related body.
         * @param {string} boundary the boundary string to be placed between each part.
         */
        async *getMultipartRequest(multipartOptions, boundary) {
          const finale = `--${boundary}--`;
          for (const currentPart of multipartOptions) {
            const partContentType = currentPart.headers.get("Content-Type") || "application/octet-stream";
            const preamble = `--${boundary}\r
Content-Type: ${partContentType}\r
\r
`;
            yield preamble;
            if (typeof currentPart.content === "string") {
              yield currentPart.content;
            } else {
              yield* currentPart.content;
            }
            yield "\r\n";
          }
          yield finale;
        }
        /**
         * A cache for the lazily-loaded proxy agent.
         *
         * Should use {@link Gaxios[#getProxyAgent]} to retrieve.
         */
        // using `import` to dynamically import the types here
        static #proxyAgent;
        /**
         * A cache for the lazily-loaded fetch library.
         *
         * Should use {@link Gaxios[#getFetch]} to retrieve.
         */
        //
        static #fetch;
        static #bunFetch;
        /**
         * Imports, caches, and returns a proxy agent - if not already imported
         *
         * @returns A proxy agent
         */
        static async #getProxyAgent() {
          this.#proxyAgent ||= (await __webpack_require__.e(
            /* import() */
            669
          ).then(__webpack_require__.t.bind(__webpack_require__, 3669, 23))).HttpsProxyAgent;
          return this.#proxyAgent;
        }
        static #createBunFetch() {
          return async (input, init) => {
            const rawInit = init ? { ...init } : void 0;
            if (rawInit) {
              const proxyAgent = rawInit.agent;
              if (proxyAgent?.proxy) {
                rawInit.proxy = proxyAgent.proxy.toString();
              } else {
                delete rawInit.proxy;
              }
              const cert = rawInit.cert ?? proxyAgent?.connectOpts?.cert;
              const key = rawInit.key ?? proxyAgent?.connectOpts?.key;
              if (cert && key) {
                rawInit.tls = {
                  ...rawInit.tls,
                  cert,
                  key
                };
              }
            }
            let fetchInit = rawInit;
            if (fetchInit?.body && typeof fetchInit.body === "object" && typeof fetchInit.body.pipe === "function" && typeof stream_1.Readable.toWeb === "function" && (typeof ReadableStream === "undefined" || !(fetchInit.body instanceof ReadableStream))) {
              let stream;
              if (fetchInit.body instanceof stream_1.Readable && !fetchInit.body.readableObjectMode) {
                stream = fetchInit.body;
              } else {
                const passThrough = new stream_1.PassThrough();
                const src = fetchInit.body;
                (0, stream_1.pipeline)(src, passThrough, () => {
                });
                stream = passThrough;
              }
              fetchInit = {
                ...fetchInit,
                body: stream_1.Readable.toWeb(stream)
              };
            }
            let res;
            try {
              res = await globalThis.fetch(input, fetchInit);
            } catch (err) {
              const errorObj = err;
              if (errorObj?.code === "ConnectionRefused" || errorObj?.code === "FailedToOpenSocket") {
                errorObj.code = "ECONNREFUSED";
              } else if (errorObj?.code === "ConnectionReset" || errorObj?.code === "ConnectionClosed") {
                errorObj.code = "ECONNRESET";
              }
              if (!(err instanceof Error) && err && typeof err === "object" && !init?.signal?.aborted) {
                throw Object.assign(new Error(errorObj.message || errorObj.code || "Error"), err);
              }
              throw err;
            }
            const maxSize = rawInit?.size ?? rawInit?.maxContentLength ?? 0;
            if (res?.body && typeof stream_1.Readable.fromWeb === "function" && !(res.body instanceof stream_1.Readable)) {
              let nodeStream;
              const rawBody = res.body;
              const origText = res.text.bind(res);
              const origJson = res.json.bind(res);
              const origArrayBuffer = res.arrayBuffer.bind(res);
              const origBlob = res.blob.bind(res);
              const readBuffer = async () => {
                nodeStream ||= stream_1.Readable.fromWeb(rawBody);
                const chunks = [];
                let totalBytes = 0;
                for await (const chunk of nodeStream) {
                  const bytes = chunk;
                  totalBytes += bytes.byteLength;
                  if (maxSize > 0 && totalBytes > maxSize) {
                    throw Object.assign(new Error(`content size at ${String(input?.url ?? input)} over limit: ${maxSize}`), { type: "max-size" });
                  }
                  chunks.push(bytes);
                }
                return Buffer.concat(chunks, totalBytes);
              };
              Object.defineProperty(res, "body", {
                get() {
                  nodeStream ||= stream_1.Readable.fromWeb(rawBody);
                  return nodeStream;
                },
                configurable: true,
                enumerable: true
              });
              res.text = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origText();
                return (await readBuffer()).toString("utf8");
              };
              res.json = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origJson();
                return JSON.parse(await res.text());
              };
              res.arrayBuffer = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origArrayBuffer();
                const buf = await readBuffer();
                return buf.buffer.slice(buf.byteOffset, buf.byteOffset + buf.byteLength);
              };
              res.blob = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origBlob();
                const buf = await readBuffer();
                const contentType = res.headers?.get?.("content-type") ?? "";
                return new Blob([buf], contentType ? { type: contentType } : void 0);
              };
            }
            return res;
          };
        }
        static async #getFetch() {
          const hasWindow = typeof window !== "undefined" && !!window;
          if (hasWindow) {
            this.#fetch ||= window.fetch;
            return this.#fetch;
          }
          if ("Bun" in globalThis && typeof globalThis.fetch === "function") {
            this.#bunFetch ||= this.#createBunFetch();
            return this.#bunFetch;
          }
          this.#fetch ||= (await __webpack_require__.e(
            /* import() */
            816
          ).then(__webpack_require__.bind(__webpack_require__, 816))).default;
          return this.#fetch;
        }
        /**
         * Merges headers.
         * If the base headers do not exist a new `Headers` object will be returned.
         *
         * @remarks
         *
         * Using this utility can be helpful when the headers are not known to exist:
         * - if they exist as `Headers`, that instance will be used
         *   - it improves performance and allows users to use their existing references to their `Headers`
         * - if they exist in another form (`HeadersInit`), they will be used to create a new `Headers` object
         * - if the base headers do not exist a new `Headers` object will be created
         *
         * @param base headers to append/overwrite to
         * @param append headers to append/overwrite with
         * @returns the base headers instance with merged `Headers`
         */
        static mergeHeaders(base, ...append) {
          base = base instanceof Headers ? base : new Headers(base);
          for (const headers of append) {
            const add = headers instanceof Headers ? headers : new Headers(headers);
            add.forEach((value, key) => {
              key === "set-cookie" ? base.append(key, value) : base.set(key, value);
            });
          }
          return base;
        }
      }
      exports2.Gaxios = Gaxios;
      _a = Gaxios;
    })
  ),
  /***/
  1098: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __createBinding = this && this.__createBinding || (Object.create ? (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = { enumerable: true, get: function() {
            return m[k];
          } };
        }
        Object.defineProperty(o, k2, desc);
      }) : (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        o[k2] = m[k];
      }));
      var __exportStar = this && this.__exportStar || function(m, exports3) {
        for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports3, p)) __createBinding(exports3, m, p);
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.instance = exports2.Gaxios = exports2.GaxiosError = void 0;
      exports2.request = request;
      const gaxios_js_1 = __webpack_require__(2593);
      Object.defineProperty(exports2, "Gaxios", { enumerable: true, get: function() {
        return gaxios_js_1.Gaxios;
      } });
      var common_js_1 = __webpack_require__(4037);
      Object.defineProperty(exports2, "GaxiosError", { enumerable: true, get: function() {
        return common_js_1.GaxiosError;
      } });
      __exportStar(__webpack_require__(2309), exports2);
      exports2.instance = new gaxios_js_1.Gaxios();
      async function request(opts) {
        return exports2.instance.request(opts);
      }
    })
  ),
  /***/
  2309: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GaxiosInterceptorManager = void 0;
      class GaxiosInterceptorManager extends Set {
      }
      exports2.GaxiosInterceptorManager = GaxiosInterceptorManager;
    })
  ),
  /***/
  6144: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.getRetryConfig = getRetryConfig;
      async function getRetryConfig(err) {
        let config = getConfig(err);
        if (!err || !err.config || !config && !err.config.retry) {
          return { shouldRetry: false };
        }
        config = config || {};
        config.currentRetryAttempt = config.currentRetryAttempt || 0;
        config.retry = config.retry === void 0 || config.retry === null ? 3 : config.retry;
        config.httpMethodsToRetry = config.httpMethodsToRetry || [
          "GET",
          "HEAD",
          "PUT",
          "OPTIONS",
          "DELETE"
        ];
        config.noResponseRetries = config.noResponseRetries === void 0 || config.noResponseRetries === null ? 2 : config.noResponseRetries;
        config.retryDelayMultiplier = config.retryDelayMultiplier ? config.retryDelayMultiplier : 2;
        config.timeOfFirstRequest = config.timeOfFirstRequest ? config.timeOfFirstRequest : Date.now();
        config.totalTimeout = config.totalTimeout ? config.totalTimeout : Number.MAX_SAFE_INTEGER;
        config.maxRetryDelay = config.maxRetryDelay ? config.maxRetryDelay : Number.MAX_SAFE_INTEGER;
        const retryRanges = [
          // https://en.wikipedia.org/wiki/List_of_HTTP_status_codes
          // 1xx - Retry (Informational, request still processing)
          // 2xx - Do not retry (Success)
          // 3xx - Do not retry (Redirect)
          // 4xx - Do not retry (Client errors)
          // 408 - Retry ("Request Timeout")
          // 429 - Retry ("Too Many Requests")
          // 5xx - Retry (Server errors)
          [100, 199],
          [408, 408],
          [429, 429],
          [500, 599]
        ];
        config.statusCodesToRetry = config.statusCodesToRetry || retryRanges;
        err.config.retryConfig = config;
        const shouldRetryFn = config.shouldRetry || shouldRetryRequest;
        if (!await shouldRetryFn(err)) {
          return { shouldRetry: false, config: err.config };
        }
        const delay = getNextRetryDelay(config);
        err.config.retryConfig.currentRetryAttempt += 1;
        const backoff = config.retryBackoff ? config.retryBackoff(err, delay) : new Promise((resolve) => {
          setTimeout(resolve, delay);
        });
        if (config.onRetryAttempt) {
          await config.onRetryAttempt(err);
        }
        await backoff;
        return { shouldRetry: true, config: err.config };
      }
      function shouldRetryRequest(err) {
        const config = getConfig(err);
        const isTimeoutError = err.code === "TimeoutError" || err.config?.signal?.reason?.name === "TimeoutError";
        if (err.config?.signal?.aborted && !isTimeoutError || err.code === "AbortError" && !isTimeoutError) {
          return false;
        }
        if (!config || config.retry === 0) {
          return false;
        }
        if (!err.response && (config.currentRetryAttempt || 0) >= config.noResponseRetries) {
          return false;
        }
        if (!config.httpMethodsToRetry || !config.httpMethodsToRetry.includes(err.config.method?.toUpperCase() || "GET")) {
          return false;
        }
        if (err.response && err.response.status) {
          let isInRange = false;
          for (const [min, max] of config.statusCodesToRetry) {
            const status = err.response.status;
            if (status >= min && status <= max) {
              isInRange = true;
              break;
            }
          }
          if (!isInRange) {
            return false;
          }
        }
        config.currentRetryAttempt = config.currentRetryAttempt || 0;
        if (config.currentRetryAttempt >= config.retry) {
          return false;
        }
        return true;
      }
      function getConfig(err) {
        if (err && err.config && err.config.retryConfig) {
          return err.config.retryConfig;
        }
        return;
      }
      function getNextRetryDelay(config) {
        const retryDelay = config.currentRetryAttempt ? 0 : config.retryDelay ?? 100;
        const calculatedDelay = retryDelay + (Math.pow(config.retryDelayMultiplier, config.currentRetryAttempt) - 1) / 2 * 1e3;
        const maxAllowableDelay = config.totalTimeout - (Date.now() - config.timeOfFirstRequest);
        return Math.min(calculatedDelay, maxAllowableDelay, config.maxRetryDelay);
      }
    })
  ),
  /***/
  4810: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.AuthClient = exports2.DEFAULT_EAGER_REFRESH_THRESHOLD_MILLIS = exports2.DEFAULT_UNIVERSE = void 0;
      const events_1 = __webpack_require__(4434);
      const gaxios_1 = __webpack_require__(9816);
      const util_1 = __webpack_require__(7870);
      const google_logging_utils_1 = __webpack_require__(1577);
      const shared_cjs_1 = __webpack_require__(5470);
      exports2.DEFAULT_UNIVERSE = "googleapis.com";
      exports2.DEFAULT_EAGER_REFRESH_THRESHOLD_MILLIS = 5 * 60 * 1e3;
      class AuthClient extends events_1.EventEmitter {
        apiKey;
        projectId;
        /**
         * The quota project ID. The quota project can be used by client libraries for the billing purpose.
         * See {@link https://cloud.google.com/docs/quota Working with quotas}
         */
        quotaProjectId;
        /**
         * The {@link Gaxios `Gaxios`} instance used for making requests.
         */
        transporter;
        credentials = {};
        eagerRefreshThresholdMillis = exports2.DEFAULT_EAGER_REFRESH_THRESHOLD_MILLIS;
        forceRefreshOnFailure = false;
        universeDomain = exports2.DEFAULT_UNIVERSE;
        /**
         * Symbols that can be added to GaxiosOptions to specify the method name that is
         * making an RPC call, for logging purposes, as well as a string ID that can be
         * used to correlate calls and responses.
         */
        static RequestMethodNameSymbol = /* @__PURE__ */ Symbol("request method name");
        static RequestLogIdSymbol = /* @__PURE__ */ Symbol("request log id");
        constructor(opts = {}) {
          super();
          const options = (0, util_1.originalOrCamelOptions)(opts);
          this.apiKey = opts.apiKey;
          this.projectId = options.get("project_id") ?? null;
          this.quotaProjectId = options.get("quota_project_id");
          this.credentials = options.get("credentials") ?? {};
          this.universeDomain = options.get("universe_domain") ?? exports2.DEFAULT_UNIVERSE;
          this.transporter = opts.transporter ?? new gaxios_1.Gaxios(opts.transporterOptions);
          if (options.get("useAuthRequestParameters") !== false) {
            this.transporter.interceptors.request.add(AuthClient.DEFAULT_REQUEST_INTERCEPTOR);
            this.transporter.interceptors.response.add(AuthClient.DEFAULT_RESPONSE_INTERCEPTOR);
          }
          if (opts.eagerRefreshThresholdMillis) {
            this.eagerRefreshThresholdMillis = opts.eagerRefreshThresholdMillis;
          }
          this.forceRefreshOnFailure = opts.forceRefreshOnFailure ?? false;
        }
        /**
         * A {@link fetch `fetch`} compliant API for {@link AuthClient}.
         *
         * @see {@link AuthClient.request} for the classic method.
         *
         * @remarks
         *
         * This is useful as a drop-in replacement for `fetch` API usage.
         *
         * @example
         *
         * ```ts
         * const authClient = new AuthClient();
         * const fetchWithAuthClient: typeof fetch = (...args) => authClient.fetch(...args);
         * await fetchWithAuthClient('https://example.com');
         * ```
         *
         * @param args `fetch` API or {@link Gaxios.fetch `Gaxios#fetch`} parameters
         * @returns the {@link GaxiosResponse} with Gaxios-added properties
         */
        fetch(...args) {
          const input = args[0];
          const init = args[1];
          let url = void 0;
          const headers = new Headers();
          if (typeof input === "string") {
            url = new URL(input);
          } else if (input instanceof URL) {
            url = input;
          } else if (input && input.url) {
            url = new URL(input.url);
          }
          if (input && typeof input === "object" && "headers" in input) {
            gaxios_1.Gaxios.mergeHeaders(headers, input.headers);
          }
          if (init) {
            gaxios_1.Gaxios.mergeHeaders(headers, new Headers(init.headers));
          }
          if (typeof input === "object" && !(input instanceof URL)) {
            return this.request({ ...init, ...input, headers, url });
          } else {
            return this.request({ ...init, headers, url });
          }
        }
        /**
         * Sets the auth credentials.
         */
        setCredentials(credentials) {
          this.credentials = credentials;
        }
        /**
         * Append additional headers, e.g., x-goog-user-project, shared across the
         * classes inheriting AuthClient. This method should be used by any method
         * that overrides getRequestMetadataAsync(), which is a shared helper for
         * setting request information in both gRPC and HTTP API calls.
         *
         * @param headers object to append additional headers to.
         */
        addSharedMetadataHeaders(headers) {
          if (!headers.has("x-goog-user-project") && // don't override a value the user sets.
          this.quotaProjectId) {
            headers.set("x-goog-user-project", this.quotaProjectId);
          }
          return headers;
        }
        /**
         * Adds the `x-goog-user-project` and `authorization` headers to the target Headers
         * object, if they exist on the source.
         *
         * @param target the headers to target
         * @param source the headers to source from
         * @returns the target headers
         */
        addUserProjectAndAuthHeaders(target, source) {
          const xGoogUserProject = source.get("x-goog-user-project");
          const authorizationHeader = source.get("authorization");
          if (xGoogUserProject) {
            target.set("x-goog-user-project", xGoogUserProject);
          }
          if (authorizationHeader) {
            target.set("authorization", authorizationHeader);
          }
          return target;
        }
        static log = (0, google_logging_utils_1.log)("auth");
        static DEFAULT_REQUEST_INTERCEPTOR = {
          resolved: async (config) => {
            if (!config.headers.has("x-goog-api-client")) {
              const nodeVersion = process.version.replace(/^v/, "");
              config.headers.set("x-goog-api-client", `gl-node/${nodeVersion}`);
            }
            const userAgent = config.headers.get("User-Agent");
            if (!userAgent) {
              config.headers.set("User-Agent", shared_cjs_1.USER_AGENT);
            } else if (!userAgent.includes(`${shared_cjs_1.PRODUCT_NAME}/`)) {
              config.headers.set("User-Agent", `${userAgent} ${shared_cjs_1.USER_AGENT}`);
            }
            try {
              const symbols = config;
              const methodName = symbols[AuthClient.RequestMethodNameSymbol];
              const logId = `${Math.floor(Math.random() * 1e3)}`;
              symbols[AuthClient.RequestLogIdSymbol] = logId;
              const logObject = {
                url: config.url,
                headers: config.headers
              };
              if (methodName) {
                AuthClient.log.debug("%s [%s] request %j", methodName, logId, logObject);
              } else {
                AuthClient.log.debug("[%s] request %j", logId, logObject);
              }
            } catch (e) {
            }
            return config;
          }
        };
        static DEFAULT_RESPONSE_INTERCEPTOR = {
          resolved: async (response) => {
            try {
              const symbols = response.config;
              const methodName = symbols[AuthClient.RequestMethodNameSymbol];
              const logId = symbols[AuthClient.RequestLogIdSymbol];
              if (methodName) {
                AuthClient.log.debug("%s [%s] response %j", methodName, logId, response.data);
              } else {
                AuthClient.log.debug("[%s] response %j", logId, response.data);
              }
            } catch (e) {
            }
            return response;
          },
          rejected: async (error) => {
            try {
              const symbols = error.config;
              const methodName = symbols[AuthClient.RequestMethodNameSymbol];
              const logId = symbols[AuthClient.RequestLogIdSymbol];
              if (methodName) {
                AuthClient.log.debug("%s [%s] error %j", methodName, logId, error.response?.data);
              } else {
                AuthClient.log.debug("[%s] error %j", logId, error.response?.data);
              }
            } catch (e) {
            }
            throw error;
          }
        };
        /**
         * Sets the method name that is making a Gaxios request, so that logging may tag
         * log lines with the operation.
         * @param config A Gaxios request config
         * @param methodName The method name making the call
         */
        static setMethodName(config, methodName) {
          try {
            const symbols = config;
            symbols[AuthClient.RequestMethodNameSymbol] = methodName;
          } catch (e) {
          }
        }
        /**
         * Retry config for Auth-related requests.
         *
         * @remarks
         *
         * This is not a part of the default {@link AuthClient.transporter transporter/gaxios}
         * config as some downstream APIs would prefer if customers explicitly enable retries,
         * such as GCS.
         */
        static get RETRY_CONFIG() {
          return {
            retry: true,
            retryConfig: {
              httpMethodsToRetry: ["GET", "PUT", "POST", "HEAD", "OPTIONS", "DELETE"]
            }
          };
        }
      }
      exports2.AuthClient = AuthClient;
    })
  ),
  /***/
  1261: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.AwsClient = void 0;
      const awsrequestsigner_1 = __webpack_require__(7647);
      const baseexternalclient_1 = __webpack_require__(142);
      const defaultawssecuritycredentialssupplier_1 = __webpack_require__(9157);
      const util_1 = __webpack_require__(7870);
      const gaxios_1 = __webpack_require__(9816);
      class AwsClient extends baseexternalclient_1.BaseExternalAccountClient {
        environmentId;
        awsSecurityCredentialsSupplier;
        regionalCredVerificationUrl;
        awsRequestSigner;
        region;
        static #DEFAULT_AWS_REGIONAL_CREDENTIAL_VERIFICATION_URL = "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15";
        /**
         * @deprecated AWS client no validates the EC2 metadata address.
         **/
        static AWS_EC2_METADATA_IPV4_ADDRESS = "169.254.169.254";
        /**
         * @deprecated AWS client no validates the EC2 metadata address.
         **/
        static AWS_EC2_METADATA_IPV6_ADDRESS = "fd00:ec2::254";
        /**
         * Instantiates an AwsClient instance using the provided JSON
         * object loaded from an external account credentials file.
         * An error is thrown if the credential is not a valid AWS credential.
         * @param options The external account options object typically loaded
         *   from the external account JSON credential file.
         */
        constructor(options) {
          super(options);
          const opts = (0, util_1.originalOrCamelOptions)(options);
          const credentialSource = opts.get("credential_source");
          const awsSecurityCredentialsSupplier = opts.get("aws_security_credentials_supplier");
          if (!credentialSource && !awsSecurityCredentialsSupplier) {
            throw new Error("A credential source or AWS security credentials supplier must be specified.");
          }
          if (credentialSource && awsSecurityCredentialsSupplier) {
            throw new Error("Only one of credential source or AWS security credentials supplier can be specified.");
          }
          if (awsSecurityCredentialsSupplier) {
            this.awsSecurityCredentialsSupplier = awsSecurityCredentialsSupplier;
            this.regionalCredVerificationUrl = AwsClient.#DEFAULT_AWS_REGIONAL_CREDENTIAL_VERIFICATION_URL;
            this.credentialSourceType = "programmatic";
          } else {
            const credentialSourceOpts = (0, util_1.originalOrCamelOptions)(credentialSource);
            this.environmentId = credentialSourceOpts.get("environment_id");
            const regionUrl = credentialSourceOpts.get("region_url");
            const securityCredentialsUrl = credentialSourceOpts.get("url");
            const imdsV2SessionTokenUrl = credentialSourceOpts.get("imdsv2_session_token_url");
            this.awsSecurityCredentialsSupplier = new defaultawssecuritycredentialssupplier_1.DefaultAwsSecurityCredentialsSupplier({
              regionUrl,
              securityCredentialsUrl,
              imdsV2SessionTokenUrl
            });
            this.regionalCredVerificationUrl = credentialSourceOpts.get("regional_cred_verification_url");
            this.credentialSourceType = "aws";
            this.validateEnvironmentId();
          }
          this.awsRequestSigner = null;
          this.region = "";
        }
        validateEnvironmentId() {
          const match = this.environmentId?.match(/^(aws)(\d+)$/);
          if (!match || !this.regionalCredVerificationUrl) {
            throw new Error('No valid AWS "credential_source" provided');
          } else if (parseInt(match[2], 10) !== 1) {
            throw new Error(`aws version "${match[2]}" is not supported in the current build.`);
          }
        }
        /**
         * Triggered when an external subject token is needed to be exchanged for a
         * GCP access token via GCP STS endpoint. This will call the
         * {@link AwsSecurityCredentialsSupplier} to retrieve an AWS region and AWS
         * Security Credentials, then use them to create a signed AWS STS request that
         * can be exchanged for a GCP access token.
         * @return A promise that resolves with the external subject token.
         */
        async retrieveSubjectToken() {
          if (!this.awsRequestSigner) {
            this.region = await this.awsSecurityCredentialsSupplier.getAwsRegion(this.supplierContext);
            this.awsRequestSigner = new awsrequestsigner_1.AwsRequestSigner(async () => {
              return this.awsSecurityCredentialsSupplier.getAwsSecurityCredentials(this.supplierContext);
            }, this.region);
          }
          const options = await this.awsRequestSigner.getRequestOptions({
            ...AwsClient.RETRY_CONFIG,
            url: this.regionalCredVerificationUrl.replace("{region}", this.region),
            method: "POST"
          });
          const reformattedHeader = [];
          const extendedHeaders = gaxios_1.Gaxios.mergeHeaders({
            // The full, canonical resource name of the workload identity pool
            // provider, with or without the HTTPS prefix.
            // Including this header as part of the signature is recommended to
            // ensure data integrity.
            "x-goog-cloud-target-resource": this.audience
          }, options.headers);
          extendedHeaders.forEach((value, key) => reformattedHeader.push({ key, value }));
          return encodeURIComponent(JSON.stringify({
            url: options.url,
            method: options.method,
            headers: reformattedHeader
          }));
        }
      }
      exports2.AwsClient = AwsClient;
    })
  ),
  /***/
  7647: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.AwsRequestSigner = void 0;
      const gaxios_1 = __webpack_require__(9816);
      const crypto_1 = __webpack_require__(8851);
      const AWS_ALGORITHM = "AWS4-HMAC-SHA256";
      const AWS_REQUEST_TYPE = "aws4_request";
      class AwsRequestSigner {
        getCredentials;
        region;
        crypto;
        /**
         * Instantiates an AWS API request signer used to send authenticated signed
         * requests to AWS APIs based on the AWS Signature Version 4 signing process.
         * This also provides a mechanism to generate the signed request without
         * sending it.
         * @param getCredentials A mechanism to retrieve AWS security credentials
         *   when needed.
         * @param region The AWS region to use.
         */
        constructor(getCredentials, region) {
          this.getCredentials = getCredentials;
          this.region = region;
          this.crypto = (0, crypto_1.createCrypto)();
        }
        /**
         * Generates the signed request for the provided HTTP request for calling
         * an AWS API. This follows the steps described at:
         * https://docs.aws.amazon.com/general/latest/gr/sigv4_signing.html
         * @param amzOptions The AWS request options that need to be signed.
         * @return A promise that resolves with the GaxiosOptions containing the
         *   signed HTTP request parameters.
         */
        async getRequestOptions(amzOptions) {
          if (!amzOptions.url) {
            throw new RangeError('"url" is required in "amzOptions"');
          }
          const requestPayloadData = typeof amzOptions.data === "object" ? JSON.stringify(amzOptions.data) : amzOptions.data;
          const url = amzOptions.url;
          const method = amzOptions.method || "GET";
          const requestPayload = amzOptions.body || requestPayloadData;
          const additionalAmzHeaders = amzOptions.headers;
          const awsSecurityCredentials = await this.getCredentials();
          const uri = new URL(url);
          if (typeof requestPayload !== "string" && requestPayload !== void 0) {
            throw new TypeError(`'requestPayload' is expected to be a string if provided. Got: ${requestPayload}`);
          }
          const headerMap = await generateAuthenticationHeaderMap({
            crypto: this.crypto,
            host: uri.host,
            canonicalUri: uri.pathname,
            canonicalQuerystring: uri.search.slice(1),
            method,
            region: this.region,
            securityCredentials: awsSecurityCredentials,
            requestPayload,
            additionalAmzHeaders
          });
          const headers = gaxios_1.Gaxios.mergeHeaders(
            // Add x-amz-date if available.
            headerMap.amzDate ? { "x-amz-date": headerMap.amzDate } : {},
            {
              authorization: headerMap.authorizationHeader,
              host: uri.host
            },
            additionalAmzHeaders || {}
          );
          if (awsSecurityCredentials.token) {
            gaxios_1.Gaxios.mergeHeaders(headers, {
              "x-amz-security-token": awsSecurityCredentials.token
            });
          }
          const awsSignedReq = {
            url,
            method,
            headers
          };
          if (requestPayload !== void 0) {
            awsSignedReq.body = requestPayload;
          }
          return awsSignedReq;
        }
      }
      exports2.AwsRequestSigner = AwsRequestSigner;
      async function sign(crypto2, key, msg) {
        return await crypto2.signWithHmacSha256(key, msg);
      }
      async function getSigningKey(crypto2, key, dateStamp, region, serviceName) {
        const kDate = await sign(crypto2, `AWS4${key}`, dateStamp);
        const kRegion = await sign(crypto2, kDate, region);
        const kService = await sign(crypto2, kRegion, serviceName);
        const kSigning = await sign(crypto2, kService, "aws4_request");
        return kSigning;
      }
      async function generateAuthenticationHeaderMap(options) {
        const additionalAmzHeaders = gaxios_1.Gaxios.mergeHeaders(options.additionalAmzHeaders);
        const requestPayload = options.requestPayload || "";
        const serviceName = options.host.split(".")[0].replace(/-fips$/, "");
        const now = /* @__PURE__ */ new Date();
        const amzDate = now.toISOString().replace(/[-:]/g, "").replace(/\.[0-9]+/, "");
        const dateStamp = now.toISOString().replace(/[-]/g, "").replace(/T.*/, "");
        if (options.securityCredentials.token) {
          additionalAmzHeaders.set("x-amz-security-token", options.securityCredentials.token);
        }
        const amzHeaders = gaxios_1.Gaxios.mergeHeaders(
          {
            host: options.host
          },
          // Previously the date was not fixed with x-amz- and could be provided manually.
          // https://github.com/boto/botocore/blob/879f8440a4e9ace5d3cf145ce8b3d5e5ffb892ef/tests/unit/auth/aws4_testsuite/get-header-value-trim.req
          additionalAmzHeaders.has("date") ? {} : { "x-amz-date": amzDate },
          additionalAmzHeaders
        );
        let canonicalHeaders = "";
        const signedHeadersList = [
          ...amzHeaders.keys()
        ].sort();
        signedHeadersList.forEach((key) => {
          canonicalHeaders += `${key}:${amzHeaders.get(key)}
`;
        });
        const signedHeaders = signedHeadersList.join(";");
        const payloadHash = await options.crypto.sha256DigestHex(requestPayload);
        const canonicalRequest = `${options.method.toUpperCase()}
${options.canonicalUri}
${options.canonicalQuerystring}
${canonicalHeaders}
${signedHeaders}
${payloadHash}`;
        const credentialScope = `${dateStamp}/${options.region}/${serviceName}/${AWS_REQUEST_TYPE}`;
        const stringToSign = `${AWS_ALGORITHM}
${amzDate}
${credentialScope}
` + await options.crypto.sha256DigestHex(canonicalRequest);
        const signingKey = await getSigningKey(options.crypto, options.securityCredentials.secretAccessKey, dateStamp, options.region, serviceName);
        const signature = await sign(options.crypto, signingKey, stringToSign);
        const authorizationHeader = `${AWS_ALGORITHM} Credential=${options.securityCredentials.accessKeyId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${(0, crypto_1.fromArrayBufferToHex)(signature)}`;
        return {
          // Do not return x-amz-date if date is available.
          amzDate: additionalAmzHeaders.has("date") ? void 0 : amzDate,
          authorizationHeader,
          canonicalQuerystring: options.canonicalQuerystring
        };
      }
    })
  ),
  /***/
  142: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.BaseExternalAccountClient = exports2.CLOUD_RESOURCE_MANAGER = exports2.EXTERNAL_ACCOUNT_TYPE = exports2.EXPIRATION_TIME_OFFSET = void 0;
      const gaxios_1 = __webpack_require__(9816);
      const stream = __webpack_require__(2203);
      const authclient_1 = __webpack_require__(4810);
      const sts = __webpack_require__(121);
      const util_1 = __webpack_require__(7870);
      const shared_cjs_1 = __webpack_require__(5470);
      const STS_GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
      const STS_REQUEST_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";
      const DEFAULT_OAUTH_SCOPE = "https://www.googleapis.com/auth/cloud-platform";
      const DEFAULT_TOKEN_LIFESPAN = 3600;
      exports2.EXPIRATION_TIME_OFFSET = 5 * 60 * 1e3;
      exports2.EXTERNAL_ACCOUNT_TYPE = "external_account";
      exports2.CLOUD_RESOURCE_MANAGER = "https://cloudresourcemanager.googleapis.com/v1/projects/";
      const WORKFORCE_AUDIENCE_PATTERN = "//iam\\.googleapis\\.com/locations/[^/]+/workforcePools/[^/]+/providers/.+";
      const DEFAULT_TOKEN_URL = "https://sts.{universeDomain}/v1/token";
      class BaseExternalAccountClient extends authclient_1.AuthClient {
        /**
         * OAuth scopes for the GCP access token to use. When not provided,
         * the default https://www.googleapis.com/auth/cloud-platform is
         * used.
         */
        scopes;
        projectNumber;
        audience;
        subjectTokenType;
        stsCredential;
        clientAuth;
        credentialSourceType;
        cachedAccessToken;
        serviceAccountImpersonationUrl;
        serviceAccountImpersonationLifetime;
        workforcePoolUserProject;
        configLifetimeRequested;
        tokenUrl;
        /**
         * @example
         * ```ts
         * new URL('https://cloudresourcemanager.googleapis.com/v1/projects/');
         * ```
         */
        cloudResourceManagerURL;
        supplierContext;
        /**
         * A pending access token request. Used for concurrent calls.
         */
        #pendingAccessToken = null;
        /**
         * Instantiate a BaseExternalAccountClient instance using the provided JSON
         * object loaded from an external account credentials file.
         * @param options The external account options object typically loaded
         *   from the external account JSON credential file. The camelCased options
         *   are aliases for the snake_cased options.
         */
        constructor(options) {
          super(options);
          const opts = (0, util_1.originalOrCamelOptions)(options);
          const type = opts.get("type");
          if (type && type !== exports2.EXTERNAL_ACCOUNT_TYPE) {
            throw new Error(`Expected "${exports2.EXTERNAL_ACCOUNT_TYPE}" type but received "${options.type}"`);
          }
          const clientId = opts.get("client_id");
          const clientSecret = opts.get("client_secret");
          this.tokenUrl = opts.get("token_url") ?? DEFAULT_TOKEN_URL.replace("{universeDomain}", this.universeDomain);
          const subjectTokenType = opts.get("subject_token_type");
          const workforcePoolUserProject = opts.get("workforce_pool_user_project");
          const serviceAccountImpersonationUrl = opts.get("service_account_impersonation_url");
          const serviceAccountImpersonation = opts.get("service_account_impersonation");
          const serviceAccountImpersonationLifetime = (0, util_1.originalOrCamelOptions)(serviceAccountImpersonation).get("token_lifetime_seconds");
          this.cloudResourceManagerURL = new URL(opts.get("cloud_resource_manager_url") || `https://cloudresourcemanager.${this.universeDomain}/v1/projects/`);
          if (clientId) {
            this.clientAuth = {
              confidentialClientType: "basic",
              clientId,
              clientSecret
            };
          }
          this.stsCredential = new sts.StsCredentials({
            tokenExchangeEndpoint: this.tokenUrl,
            clientAuthentication: this.clientAuth
          });
          this.scopes = opts.get("scopes") || [DEFAULT_OAUTH_SCOPE];
          this.cachedAccessToken = null;
          this.audience = opts.get("audience");
          this.subjectTokenType = subjectTokenType;
          this.workforcePoolUserProject = workforcePoolUserProject;
          const workforceAudiencePattern = new RegExp(WORKFORCE_AUDIENCE_PATTERN);
          if (this.workforcePoolUserProject && !this.audience.match(workforceAudiencePattern)) {
            throw new Error("workforcePoolUserProject should not be set for non-workforce pool credentials.");
          }
          this.serviceAccountImpersonationUrl = serviceAccountImpersonationUrl;
          this.serviceAccountImpersonationLifetime = serviceAccountImpersonationLifetime;
          if (this.serviceAccountImpersonationLifetime) {
            this.configLifetimeRequested = true;
          } else {
            this.configLifetimeRequested = false;
            this.serviceAccountImpersonationLifetime = DEFAULT_TOKEN_LIFESPAN;
          }
          this.projectNumber = this.getProjectNumber(this.audience);
          this.supplierContext = {
            audience: this.audience,
            subjectTokenType: this.subjectTokenType,
            transporter: this.transporter
          };
        }
        /** The service account email to be impersonated, if available. */
        getServiceAccountEmail() {
          if (this.serviceAccountImpersonationUrl) {
            if (this.serviceAccountImpersonationUrl.length > 256) {
              throw new RangeError(`URL is too long: ${this.serviceAccountImpersonationUrl}`);
            }
            const re = /serviceAccounts\/(?<email>[^:]+):generateAccessToken$/;
            const result = re.exec(this.serviceAccountImpersonationUrl);
            return result?.groups?.email || null;
          }
          return null;
        }
        /**
         * Provides a mechanism to inject GCP access tokens directly.
         * When the provided credential expires, a new credential, using the
         * external account options, is retrieved.
         * @param credentials The Credentials object to set on the current client.
         */
        setCredentials(credentials) {
          super.setCredentials(credentials);
          this.cachedAccessToken = credentials;
        }
        /**
         * @return A promise that resolves with the current GCP access token
         *   response. If the current credential is expired, a new one is retrieved.
         */
        async getAccessToken() {
          if (!this.cachedAccessToken || this.isExpired(this.cachedAccessToken)) {
            await this.refreshAccessTokenAsync();
          }
          return {
            token: this.cachedAccessToken.access_token,
            res: this.cachedAccessToken.res
          };
        }
        /**
         * The main authentication interface. It takes an optional url which when
         * present is the endpoint being accessed, and returns a Promise which
         * resolves with authorization header fields.
         *
         * The result has the form:
         * { authorization: 'Bearer <access_token_value>' }
         */
        async getRequestHeaders() {
          const accessTokenResponse = await this.getAccessToken();
          const headers = new Headers({
            authorization: `Bearer ${accessTokenResponse.token}`
          });
          return this.addSharedMetadataHeaders(headers);
        }
        request(opts, callback) {
          if (callback) {
            this.requestAsync(opts).then((r) => callback(null, r), (e) => {
              return callback(e, e.response);
            });
          } else {
            return this.requestAsync(opts);
          }
        }
        /**
         * @return A promise that resolves with the project ID corresponding to the
         *   current workload identity pool or current workforce pool if
         *   determinable. For workforce pool credential, it returns the project ID
         *   corresponding to the workforcePoolUserProject.
         *   This is introduced to match the current pattern of using the Auth
         *   library:
         *   const projectId = await auth.getProjectId();
         *   const url = `https://dns.googleapis.com/dns/v1/projects/${projectId}`;
         *   const res = await client.request({ url });
         *   The resource may not have permission
         *   (resourcemanager.projects.get) to call this API or the required
         *   scopes may not be selected:
         *   https://cloud.google.com/resource-manager/reference/rest/v1/projects/get#authorization-scopes
         */
        async getProjectId() {
          const projectNumber = this.projectNumber || this.workforcePoolUserProject;
          if (this.projectId) {
            return this.projectId;
          } else if (projectNumber) {
            const headers = await this.getRequestHeaders();
            const opts = {
              ...BaseExternalAccountClient.RETRY_CONFIG,
              headers,
              url: `${this.cloudResourceManagerURL.toString()}${projectNumber}`,
              responseType: "json"
            };
            authclient_1.AuthClient.setMethodName(opts, "getProjectId");
            const response = await this.transporter.request(opts);
            this.projectId = response.data.projectId;
            return this.projectId;
          }
          return null;
        }
        /**
         * Authenticates the provided HTTP request, processes it and resolves with the
         * returned response.
         * @param opts The HTTP request options.
         * @param reAuthRetried Whether the current attempt is a retry after a failed attempt due to an auth failure.
         * @return A promise that resolves with the successful response.
         */
        async requestAsync(opts, reAuthRetried = false) {
          let response;
          try {
            const requestHeaders = await this.getRequestHeaders();
            opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers);
            this.addUserProjectAndAuthHeaders(opts.headers, requestHeaders);
            response = await this.transporter.request(opts);
          } catch (e) {
            const res = e.response;
            if (res) {
              const statusCode = res.status;
              const isReadableStream = res.config.data instanceof stream.Readable;
              const isAuthErr = statusCode === 401 || statusCode === 403;
              if (!reAuthRetried && isAuthErr && !isReadableStream && this.forceRefreshOnFailure) {
                await this.refreshAccessTokenAsync();
                return await this.requestAsync(opts, true);
              }
            }
            throw e;
          }
          return response;
        }
        /**
         * Forces token refresh, even if unexpired tokens are currently cached.
         * External credentials are exchanged for GCP access tokens via the token
         * exchange endpoint and other settings provided in the client options
         * object.
         * If the service_account_impersonation_url is provided, an additional
         * step to exchange the external account GCP access token for a service
         * account impersonated token is performed.
         * @return A promise that resolves with the fresh GCP access tokens.
         */
        async refreshAccessTokenAsync() {
          this.#pendingAccessToken = this.#pendingAccessToken || this.#internalRefreshAccessTokenAsync();
          try {
            return await this.#pendingAccessToken;
          } finally {
            this.#pendingAccessToken = null;
          }
        }
        async #internalRefreshAccessTokenAsync() {
          const subjectToken = await this.retrieveSubjectToken();
          const stsCredentialsOptions = {
            grantType: STS_GRANT_TYPE,
            audience: this.audience,
            requestedTokenType: STS_REQUEST_TOKEN_TYPE,
            subjectToken,
            subjectTokenType: this.subjectTokenType,
            // generateAccessToken requires the provided access token to have
            // scopes:
            // https://www.googleapis.com/auth/iam or
            // https://www.googleapis.com/auth/cloud-platform
            // The new service account access token scopes will match the user
            // provided ones.
            scope: this.serviceAccountImpersonationUrl ? [DEFAULT_OAUTH_SCOPE] : this.getScopesArray()
          };
          const additionalOptions = !this.clientAuth && this.workforcePoolUserProject ? { userProject: this.workforcePoolUserProject } : void 0;
          const additionalHeaders = new Headers({
            "x-goog-api-client": this.getMetricsHeaderValue()
          });
          const stsResponse = await this.stsCredential.exchangeToken(stsCredentialsOptions, additionalHeaders, additionalOptions);
          if (this.serviceAccountImpersonationUrl) {
            this.cachedAccessToken = await this.getImpersonatedAccessToken(stsResponse.access_token);
          } else if (stsResponse.expires_in) {
            this.cachedAccessToken = {
              access_token: stsResponse.access_token,
              expiry_date: (/* @__PURE__ */ new Date()).getTime() + stsResponse.expires_in * 1e3,
              res: stsResponse.res
            };
          } else {
            this.cachedAccessToken = {
              access_token: stsResponse.access_token,
              res: stsResponse.res
            };
          }
          this.credentials = {};
          Object.assign(this.credentials, this.cachedAccessToken);
          delete this.credentials.res;
          this.emit("tokens", {
            refresh_token: null,
            expiry_date: this.cachedAccessToken.expiry_date,
            access_token: this.cachedAccessToken.access_token,
            token_type: "Bearer",
            id_token: null
          });
          return this.cachedAccessToken;
        }
        /**
         * Returns the workload identity pool project number if it is determinable
         * from the audience resource name.
         * @param audience The STS audience used to determine the project number.
         * @return The project number associated with the workload identity pool, if
         *   this can be determined from the STS audience field. Otherwise, null is
         *   returned.
         */
        getProjectNumber(audience) {
          const match = audience.match(/\/projects\/([^/]+)/);
          if (!match) {
            return null;
          }
          return match[1];
        }
        /**
         * Exchanges an external account GCP access token for a service
         * account impersonated access token using iamcredentials
         * GenerateAccessToken API.
         * @param token The access token to exchange for a service account access
         *   token.
         * @return A promise that resolves with the service account impersonated
         *   credentials response.
         */
        async getImpersonatedAccessToken(token) {
          const opts = {
            ...BaseExternalAccountClient.RETRY_CONFIG,
            url: this.serviceAccountImpersonationUrl,
            method: "POST",
            headers: {
              "content-type": "application/json",
              authorization: `Bearer ${token}`
            },
            data: {
              scope: this.getScopesArray(),
              lifetime: this.serviceAccountImpersonationLifetime + "s"
            },
            responseType: "json"
          };
          authclient_1.AuthClient.setMethodName(opts, "getImpersonatedAccessToken");
          const response = await this.transporter.request(opts);
          const successResponse = response.data;
          return {
            access_token: successResponse.accessToken,
            // Convert from ISO format to timestamp.
            expiry_date: new Date(successResponse.expireTime).getTime(),
            res: response
          };
        }
        /**
         * Returns whether the provided credentials are expired or not.
         * If there is no expiry time, assumes the token is not expired or expiring.
         * @param accessToken The credentials to check for expiration.
         * @return Whether the credentials are expired or not.
         */
        isExpired(accessToken) {
          const now = (/* @__PURE__ */ new Date()).getTime();
          return accessToken.expiry_date ? now >= accessToken.expiry_date - this.eagerRefreshThresholdMillis : false;
        }
        /**
         * @return The list of scopes for the requested GCP access token.
         */
        getScopesArray() {
          if (typeof this.scopes === "string") {
            return [this.scopes];
          }
          return this.scopes || [DEFAULT_OAUTH_SCOPE];
        }
        getMetricsHeaderValue() {
          const nodeVersion = process.version.replace(/^v/, "");
          const saImpersonation = this.serviceAccountImpersonationUrl !== void 0;
          const credentialSourceType = this.credentialSourceType ? this.credentialSourceType : "unknown";
          return `gl-node/${nodeVersion} auth/${shared_cjs_1.pkg.version} google-byoid-sdk source/${credentialSourceType} sa-impersonation/${saImpersonation} config-lifetime/${this.configLifetimeRequested}`;
        }
        getTokenUrl() {
          return this.tokenUrl;
        }
      }
      exports2.BaseExternalAccountClient = BaseExternalAccountClient;
    })
  ),
  /***/
  6129: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.CertificateSubjectTokenSupplier = exports2.InvalidConfigurationError = exports2.CertificateSourceUnavailableError = exports2.CERTIFICATE_CONFIGURATION_ENV_VARIABLE = void 0;
      const util_1 = __webpack_require__(7870);
      const fs = __webpack_require__(9896);
      const crypto_1 = __webpack_require__(6982);
      const https = __webpack_require__(5692);
      exports2.CERTIFICATE_CONFIGURATION_ENV_VARIABLE = "GOOGLE_API_CERTIFICATE_CONFIG";
      class CertificateSourceUnavailableError extends Error {
        constructor(message) {
          super(message);
          this.name = "CertificateSourceUnavailableError";
        }
      }
      exports2.CertificateSourceUnavailableError = CertificateSourceUnavailableError;
      class InvalidConfigurationError extends Error {
        constructor(message) {
          super(message);
          this.name = "InvalidConfigurationError";
        }
      }
      exports2.InvalidConfigurationError = InvalidConfigurationError;
      class CertificateSubjectTokenSupplier {
        certificateConfigPath;
        trustChainPath;
        cert;
        key;
        /**
         * Initializes a new instance of the CertificateSubjectTokenSupplier.
         * @param opts The configuration options for the supplier.
         */
        constructor(opts) {
          if (!opts.useDefaultCertificateConfig && !opts.certificateConfigLocation) {
            throw new InvalidConfigurationError("Either `useDefaultCertificateConfig` must be true or a `certificateConfigLocation` must be provided.");
          }
          if (opts.useDefaultCertificateConfig && opts.certificateConfigLocation) {
            throw new InvalidConfigurationError("Both `useDefaultCertificateConfig` and `certificateConfigLocation` cannot be provided.");
          }
          this.trustChainPath = opts.trustChainPath;
          this.certificateConfigPath = opts.certificateConfigLocation ?? "";
        }
        /**
         * Creates an HTTPS agent configured with the client certificate and private key for mTLS.
         * @returns An mTLS-configured https.Agent.
         */
        async createMtlsHttpsAgent() {
          if (!this.key || !this.cert) {
            throw new InvalidConfigurationError("Cannot create mTLS Agent with missing certificate or key");
          }
          return new https.Agent({ key: this.key, cert: this.cert });
        }
        /**
         * Constructs the subject token, which is the base64-encoded certificate chain.
         * @returns A promise that resolves with the subject token.
         */
        async getSubjectToken() {
          this.certificateConfigPath = await this.#resolveCertificateConfigFilePath();
          const { certPath, keyPath } = await this.#getCertAndKeyPaths();
          ({ cert: this.cert, key: this.key } = await this.#getKeyAndCert(certPath, keyPath));
          return await this.#processChainFromPaths(this.cert);
        }
        /**
         * Resolves the absolute path to the certificate configuration file
         * by checking the "certificate_config_location" provided in the ADC file,
         * or the "GOOGLE_API_CERTIFICATE_CONFIG" environment variable
         * or in the default gcloud path.
         * @param overridePath An optional path to check first.
         * @returns The resolved file path.
         */
        async #resolveCertificateConfigFilePath() {
          const overridePath = this.certificateConfigPath;
          if (overridePath) {
            if (await (0, util_1.isValidFile)(overridePath)) {
              return overridePath;
            }
            throw new CertificateSourceUnavailableError(`Provided certificate config path is invalid: ${overridePath}`);
          }
          const envPath = process.env[exports2.CERTIFICATE_CONFIGURATION_ENV_VARIABLE];
          if (envPath) {
            if (await (0, util_1.isValidFile)(envPath)) {
              return envPath;
            }
            throw new CertificateSourceUnavailableError(`Path from environment variable "${exports2.CERTIFICATE_CONFIGURATION_ENV_VARIABLE}" is invalid: ${envPath}`);
          }
          const wellKnownPath = (0, util_1.getWellKnownCertificateConfigFileLocation)();
          if (await (0, util_1.isValidFile)(wellKnownPath)) {
            return wellKnownPath;
          }
          throw new CertificateSourceUnavailableError(`Could not find certificate configuration file. Searched override path, the "${exports2.CERTIFICATE_CONFIGURATION_ENV_VARIABLE}" env var, and the gcloud path (${wellKnownPath}).`);
        }
        /**
         * Reads and parses the certificate config JSON file to extract the certificate and key paths.
         * @returns An object containing the certificate and key paths.
         */
        async #getCertAndKeyPaths() {
          const configPath = this.certificateConfigPath;
          let fileContents;
          try {
            fileContents = await fs.promises.readFile(configPath, "utf8");
          } catch (err) {
            throw new CertificateSourceUnavailableError(`Failed to read certificate config file at: ${configPath}`);
          }
          try {
            const config = JSON.parse(fileContents);
            const certPath = config?.cert_configs?.workload?.cert_path;
            const keyPath = config?.cert_configs?.workload?.key_path;
            if (!certPath || !keyPath) {
              throw new InvalidConfigurationError(`Certificate config file (${configPath}) is missing required "cert_path" or "key_path" in the workload config.`);
            }
            return { certPath, keyPath };
          } catch (e) {
            if (e instanceof InvalidConfigurationError)
              throw e;
            throw new InvalidConfigurationError(`Failed to parse certificate config from ${configPath}: ${e.message}`);
          }
        }
        /**
         * Reads and parses the cert and key files get their content and check valid format.
         * @returns An object containing the cert content and key content in buffer format.
         */
        async #getKeyAndCert(certPath, keyPath) {
          let cert, key;
          try {
            cert = await fs.promises.readFile(certPath);
            new crypto_1.X509Certificate(cert);
          } catch (err) {
            const message = err instanceof Error ? err.message : String(err);
            throw new CertificateSourceUnavailableError(`Failed to read certificate file at ${certPath}: ${message}`);
          }
          try {
            key = await fs.promises.readFile(keyPath);
            (0, crypto_1.createPrivateKey)(key);
          } catch (err) {
            const message = err instanceof Error ? err.message : String(err);
            throw new CertificateSourceUnavailableError(`Failed to read private key file at ${keyPath}: ${message}`);
          }
          return { cert, key };
        }
        /**
         * Reads the leaf certificate and trust chain, combines them,
         * and returns a JSON array of base64-encoded certificates.
         * @returns A stringified JSON array of the certificate chain.
         */
        async #processChainFromPaths(leafCertBuffer) {
          const leafCert = new crypto_1.X509Certificate(leafCertBuffer);
          if (!this.trustChainPath) {
            return JSON.stringify([leafCert.raw.toString("base64")]);
          }
          try {
            const chainPems = await fs.promises.readFile(this.trustChainPath, "utf8");
            const pemBlocks = chainPems.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
            const chainCerts = pemBlocks.map((pem, index) => {
              try {
                return new crypto_1.X509Certificate(pem);
              } catch (err) {
                const message = err instanceof Error ? err.message : String(err);
                throw new InvalidConfigurationError(`Failed to parse certificate at index ${index} in trust chain file ${this.trustChainPath}: ${message}`);
              }
            });
            const leafIndex = chainCerts.findIndex((chainCert) => leafCert.raw.equals(chainCert.raw));
            let finalChain;
            if (leafIndex === -1) {
              finalChain = [leafCert, ...chainCerts];
            } else if (leafIndex === 0) {
              finalChain = chainCerts;
            } else {
              throw new InvalidConfigurationError(`Leaf certificate exists in the trust chain but is not the first entry (found at index ${leafIndex}).`);
            }
            return JSON.stringify(finalChain.map((cert) => cert.raw.toString("base64")));
          } catch (err) {
            if (err instanceof InvalidConfigurationError)
              throw err;
            const message = err instanceof Error ? err.message : String(err);
            throw new CertificateSourceUnavailableError(`Failed to process certificate chain from ${this.trustChainPath}: ${message}`);
          }
        }
      }
      exports2.CertificateSubjectTokenSupplier = CertificateSubjectTokenSupplier;
    })
  ),
  /***/
  977: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.Compute = void 0;
      const gaxios_1 = __webpack_require__(9816);
      const gcpMetadata = __webpack_require__(9595);
      const oauth2client_1 = __webpack_require__(91);
      class Compute extends oauth2client_1.OAuth2Client {
        serviceAccountEmail;
        scopes;
        /**
         * Google Compute Engine service account credentials.
         *
         * Retrieve access token from the metadata server.
         * See: https://cloud.google.com/compute/docs/access/authenticate-workloads#applications
         */
        constructor(options = {}) {
          super(options);
          this.credentials = { expiry_date: 1, refresh_token: "compute-placeholder" };
          this.serviceAccountEmail = options.serviceAccountEmail || "default";
          this.scopes = Array.isArray(options.scopes) ? options.scopes : options.scopes ? [options.scopes] : [];
        }
        /**
         * Refreshes the access token.
         * @param refreshToken Unused parameter
         */
        async refreshTokenNoCache() {
          const tokenPath = `service-accounts/${this.serviceAccountEmail}/token`;
          let data;
          try {
            const instanceOptions = {
              property: tokenPath
            };
            if (this.scopes.length > 0) {
              instanceOptions.params = {
                scopes: this.scopes.join(",")
              };
            }
            data = await gcpMetadata.instance(instanceOptions);
          } catch (e) {
            if (e instanceof gaxios_1.GaxiosError) {
              e.message = `Could not refresh access token: ${e.message}`;
              this.wrapError(e);
            }
            throw e;
          }
          const tokens = data;
          if (data && data.expires_in) {
            tokens.expiry_date = (/* @__PURE__ */ new Date()).getTime() + data.expires_in * 1e3;
            delete tokens.expires_in;
          }
          this.emit("tokens", tokens);
          return { tokens, res: null };
        }
        /**
         * Fetches an ID token.
         * @param targetAudience the audience for the fetched ID token.
         */
        async fetchIdToken(targetAudience) {
          const idTokenPath = `service-accounts/${this.serviceAccountEmail}/identity?format=full&audience=${targetAudience}`;
          let idToken;
          try {
            const instanceOptions = {
              property: idTokenPath
            };
            idToken = await gcpMetadata.instance(instanceOptions);
          } catch (e) {
            if (e instanceof Error) {
              e.message = `Could not fetch ID token: ${e.message}`;
            }
            throw e;
          }
          return idToken;
        }
        wrapError(e) {
          const res = e.response;
          if (res && res.status) {
            e.status = res.status;
            if (res.status === 403) {
              e.message = "A Forbidden error was returned while attempting to retrieve an access token for the Compute Engine built-in service account. This may be because the Compute Engine instance does not have the correct permission scopes specified: " + e.message;
            } else if (res.status === 404) {
              e.message = "A Not Found error was returned while attempting to retrieve an accesstoken for the Compute Engine built-in service account. This may be because the Compute Engine instance does not have any permission scopes specified: " + e.message;
            }
          }
        }
      }
      exports2.Compute = Compute;
    })
  ),
  /***/
  9157: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.DefaultAwsSecurityCredentialsSupplier = void 0;
      const authclient_1 = __webpack_require__(4810);
      class DefaultAwsSecurityCredentialsSupplier {
        regionUrl;
        securityCredentialsUrl;
        imdsV2SessionTokenUrl;
        additionalGaxiosOptions;
        /**
         * Instantiates a new DefaultAwsSecurityCredentialsSupplier using information
         * from the credential_source stored in the ADC file.
         * @param opts The default aws security credentials supplier options object to
         *   build the supplier with.
         */
        constructor(opts) {
          this.regionUrl = opts.regionUrl;
          this.securityCredentialsUrl = opts.securityCredentialsUrl;
          this.imdsV2SessionTokenUrl = opts.imdsV2SessionTokenUrl;
          this.additionalGaxiosOptions = opts.additionalGaxiosOptions;
        }
        /**
         * Returns the active AWS region. This first checks to see if the region
         * is available as an environment variable. If it is not, then the supplier
         * will call the region URL.
         * @param context {@link ExternalAccountSupplierContext} from the calling
         *   {@link AwsClient}, contains the requested audience and subject token type
         *   for the external account identity.
         * @return A promise that resolves with the AWS region string.
         */
        async getAwsRegion(context) {
          if (this.#regionFromEnv) {
            return this.#regionFromEnv;
          }
          const metadataHeaders = new Headers();
          if (!this.#regionFromEnv && this.imdsV2SessionTokenUrl) {
            metadataHeaders.set("x-aws-ec2-metadata-token", await this.#getImdsV2SessionToken(context.transporter));
          }
          if (!this.regionUrl) {
            throw new RangeError('Unable to determine AWS region due to missing "options.credential_source.region_url"');
          }
          const opts = {
            ...this.additionalGaxiosOptions,
            url: this.regionUrl,
            method: "GET",
            responseType: "text",
            headers: metadataHeaders
          };
          authclient_1.AuthClient.setMethodName(opts, "getAwsRegion");
          const response = await context.transporter.request(opts);
          return response.data.substr(0, response.data.length - 1);
        }
        /**
         * Returns AWS security credentials. This first checks to see if the credentials
         * is available as environment variables. If it is not, then the supplier
         * will call the security credentials URL.
         * @param context {@link ExternalAccountSupplierContext} from the calling
         *   {@link AwsClient}, contains the requested audience and subject token type
         *   for the external account identity.
         * @return A promise that resolves with the AWS security credentials.
         */
        async getAwsSecurityCredentials(context) {
          if (this.#securityCredentialsFromEnv) {
            return this.#securityCredentialsFromEnv;
          }
          const metadataHeaders = new Headers();
          if (this.imdsV2SessionTokenUrl) {
            metadataHeaders.set("x-aws-ec2-metadata-token", await this.#getImdsV2SessionToken(context.transporter));
          }
          const roleName = await this.#getAwsRoleName(metadataHeaders, context.transporter);
          const awsCreds = await this.#retrieveAwsSecurityCredentials(roleName, metadataHeaders, context.transporter);
          return {
            accessKeyId: awsCreds.AccessKeyId,
            secretAccessKey: awsCreds.SecretAccessKey,
            token: awsCreds.Token
          };
        }
        /**
         * @param transporter The transporter to use for requests.
         * @return A promise that resolves with the IMDSv2 Session Token.
         */
        async #getImdsV2SessionToken(transporter) {
          const opts = {
            ...this.additionalGaxiosOptions,
            url: this.imdsV2SessionTokenUrl,
            method: "PUT",
            responseType: "text",
            headers: { "x-aws-ec2-metadata-token-ttl-seconds": "300" }
          };
          authclient_1.AuthClient.setMethodName(opts, "#getImdsV2SessionToken");
          const response = await transporter.request(opts);
          return response.data;
        }
        /**
         * @param headers The headers to be used in the metadata request.
         * @param transporter The transporter to use for requests.
         * @return A promise that resolves with the assigned role to the current
         *   AWS VM. This is needed for calling the security-credentials endpoint.
         */
        async #getAwsRoleName(headers, transporter) {
          if (!this.securityCredentialsUrl) {
            throw new Error('Unable to determine AWS role name due to missing "options.credential_source.url"');
          }
          const opts = {
            ...this.additionalGaxiosOptions,
            url: this.securityCredentialsUrl,
            method: "GET",
            responseType: "text",
            headers
          };
          authclient_1.AuthClient.setMethodName(opts, "#getAwsRoleName");
          const response = await transporter.request(opts);
          return response.data;
        }
        /**
         * Retrieves the temporary AWS credentials by calling the security-credentials
         * endpoint as specified in the `credential_source` object.
         * @param roleName The role attached to the current VM.
         * @param headers The headers to be used in the metadata request.
         * @param transporter The transporter to use for requests.
         * @return A promise that resolves with the temporary AWS credentials
         *   needed for creating the GetCallerIdentity signed request.
         */
        async #retrieveAwsSecurityCredentials(roleName, headers, transporter) {
          const opts = {
            ...this.additionalGaxiosOptions,
            url: `${this.securityCredentialsUrl}/${roleName}`,
            headers,
            responseType: "json"
          };
          authclient_1.AuthClient.setMethodName(opts, "#retrieveAwsSecurityCredentials");
          const response = await transporter.request(opts);
          return response.data;
        }
        get #regionFromEnv() {
          return process.env["AWS_REGION"] || process.env["AWS_DEFAULT_REGION"] || null;
        }
        get #securityCredentialsFromEnv() {
          if (process.env["AWS_ACCESS_KEY_ID"] && process.env["AWS_SECRET_ACCESS_KEY"]) {
            return {
              accessKeyId: process.env["AWS_ACCESS_KEY_ID"],
              secretAccessKey: process.env["AWS_SECRET_ACCESS_KEY"],
              token: process.env["AWS_SESSION_TOKEN"]
            };
          }
          return null;
        }
      }
      exports2.DefaultAwsSecurityCredentialsSupplier = DefaultAwsSecurityCredentialsSupplier;
    })
  ),
  /***/
  7556: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.DownscopedClient = exports2.EXPIRATION_TIME_OFFSET = exports2.MAX_ACCESS_BOUNDARY_RULES_COUNT = void 0;
      const gaxios_1 = __webpack_require__(9816);
      const stream = __webpack_require__(2203);
      const authclient_1 = __webpack_require__(4810);
      const sts = __webpack_require__(121);
      const STS_GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
      const STS_REQUEST_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";
      const STS_SUBJECT_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";
      exports2.MAX_ACCESS_BOUNDARY_RULES_COUNT = 10;
      exports2.EXPIRATION_TIME_OFFSET = 5 * 60 * 1e3;
      class DownscopedClient extends authclient_1.AuthClient {
        authClient;
        credentialAccessBoundary;
        cachedDownscopedAccessToken;
        stsCredential;
        /**
         * Instantiates a downscoped client object using the provided source
         * AuthClient and credential access boundary rules.
         * To downscope permissions of a source AuthClient, a Credential Access
         * Boundary that specifies which resources the new credential can access, as
         * well as an upper bound on the permissions that are available on each
         * resource, has to be defined. A downscoped client can then be instantiated
         * using the source AuthClient and the Credential Access Boundary.
         * @param options the {@link DownscopedClientOptions `DownscopedClientOptions`} to use. Passing an `AuthClient` directly is **@DEPRECATED**.
         * @param credentialAccessBoundary **@DEPRECATED**. Provide a {@link DownscopedClientOptions `DownscopedClientOptions`} object in the first parameter instead.
         */
        constructor(options, credentialAccessBoundary = {
          accessBoundary: {
            accessBoundaryRules: []
          }
        }) {
          super(options instanceof authclient_1.AuthClient ? {} : options);
          if (options instanceof authclient_1.AuthClient) {
            this.authClient = options;
            this.credentialAccessBoundary = credentialAccessBoundary;
          } else {
            this.authClient = options.authClient;
            this.credentialAccessBoundary = options.credentialAccessBoundary;
          }
          if (this.credentialAccessBoundary.accessBoundary.accessBoundaryRules.length === 0) {
            throw new Error("At least one access boundary rule needs to be defined.");
          } else if (this.credentialAccessBoundary.accessBoundary.accessBoundaryRules.length > exports2.MAX_ACCESS_BOUNDARY_RULES_COUNT) {
            throw new Error(`The provided access boundary has more than ${exports2.MAX_ACCESS_BOUNDARY_RULES_COUNT} access boundary rules.`);
          }
          for (const rule of this.credentialAccessBoundary.accessBoundary.accessBoundaryRules) {
            if (rule.availablePermissions.length === 0) {
              throw new Error("At least one permission should be defined in access boundary rules.");
            }
          }
          this.stsCredential = new sts.StsCredentials({
            tokenExchangeEndpoint: `https://sts.${this.universeDomain}/v1/token`
          });
          this.cachedDownscopedAccessToken = null;
        }
        /**
         * Provides a mechanism to inject Downscoped access tokens directly.
         * The expiry_date field is required to facilitate determination of the token
         * expiration which would make it easier for the token consumer to handle.
         * @param credentials The Credentials object to set on the current client.
         */
        setCredentials(credentials) {
          if (!credentials.expiry_date) {
            throw new Error("The access token expiry_date field is missing in the provided credentials.");
          }
          super.setCredentials(credentials);
          this.cachedDownscopedAccessToken = credentials;
        }
        async getAccessToken() {
          if (!this.cachedDownscopedAccessToken || this.isExpired(this.cachedDownscopedAccessToken)) {
            await this.refreshAccessTokenAsync();
          }
          return {
            token: this.cachedDownscopedAccessToken.access_token,
            expirationTime: this.cachedDownscopedAccessToken.expiry_date,
            res: this.cachedDownscopedAccessToken.res
          };
        }
        /**
         * The main authentication interface. It takes an optional url which when
         * present is the endpoint being accessed, and returns a Promise which
         * resolves with authorization header fields.
         *
         * The result has the form:
         * { authorization: 'Bearer <access_token_value>' }
         */
        async getRequestHeaders() {
          const accessTokenResponse = await this.getAccessToken();
          const headers = new Headers({
            authorization: `Bearer ${accessTokenResponse.token}`
          });
          return this.addSharedMetadataHeaders(headers);
        }
        request(opts, callback) {
          if (callback) {
            this.requestAsync(opts).then((r) => callback(null, r), (e) => {
              return callback(e, e.response);
            });
          } else {
            return this.requestAsync(opts);
          }
        }
        /**
         * Authenticates the provided HTTP request, processes it and resolves with the
         * returned response.
         * @param opts The HTTP request options.
         * @param reAuthRetried Whether the current attempt is a retry after a failed attempt due to an auth failure
         * @return A promise that resolves with the successful response.
         */
        async requestAsync(opts, reAuthRetried = false) {
          let response;
          try {
            const requestHeaders = await this.getRequestHeaders();
            opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers);
            this.addUserProjectAndAuthHeaders(opts.headers, requestHeaders);
            response = await this.transporter.request(opts);
          } catch (e) {
            const res = e.response;
            if (res) {
              const statusCode = res.status;
              const isReadableStream = res.config.data instanceof stream.Readable;
              const isAuthErr = statusCode === 401 || statusCode === 403;
              if (!reAuthRetried && isAuthErr && !isReadableStream && this.forceRefreshOnFailure) {
                await this.refreshAccessTokenAsync();
                return await this.requestAsync(opts, true);
              }
            }
            throw e;
          }
          return response;
        }
        /**
         * Forces token refresh, even if unexpired tokens are currently cached.
         * GCP access tokens are retrieved from authclient object/source credential.
         * Then GCP access tokens are exchanged for downscoped access tokens via the
         * token exchange endpoint.
         * @return A promise that resolves with the fresh downscoped access token.
         */
        async refreshAccessTokenAsync() {
          const subjectToken = (await this.authClient.getAccessToken()).token;
          const stsCredentialsOptions = {
            grantType: STS_GRANT_TYPE,
            requestedTokenType: STS_REQUEST_TOKEN_TYPE,
            subjectToken,
            subjectTokenType: STS_SUBJECT_TOKEN_TYPE
          };
          const stsResponse = await this.stsCredential.exchangeToken(stsCredentialsOptions, void 0, this.credentialAccessBoundary);
          const sourceCredExpireDate = this.authClient.credentials?.expiry_date || null;
          const expiryDate = stsResponse.expires_in ? (/* @__PURE__ */ new Date()).getTime() + stsResponse.expires_in * 1e3 : sourceCredExpireDate;
          this.cachedDownscopedAccessToken = {
            access_token: stsResponse.access_token,
            expiry_date: expiryDate,
            res: stsResponse.res
          };
          this.credentials = {};
          Object.assign(this.credentials, this.cachedDownscopedAccessToken);
          delete this.credentials.res;
          this.emit("tokens", {
            refresh_token: null,
            expiry_date: this.cachedDownscopedAccessToken.expiry_date,
            access_token: this.cachedDownscopedAccessToken.access_token,
            token_type: "Bearer",
            id_token: null
          });
          return this.cachedDownscopedAccessToken;
        }
        /**
         * Returns whether the provided credentials are expired or not.
         * If there is no expiry time, assumes the token is not expired or expiring.
         * @param downscopedAccessToken The credentials to check for expiration.
         * @return Whether the credentials are expired or not.
         */
        isExpired(downscopedAccessToken) {
          const now = (/* @__PURE__ */ new Date()).getTime();
          return downscopedAccessToken.expiry_date ? now >= downscopedAccessToken.expiry_date - this.eagerRefreshThresholdMillis : false;
        }
      }
      exports2.DownscopedClient = DownscopedClient;
    })
  ),
  /***/
  963: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GCPEnv = void 0;
      exports2.clear = clear;
      exports2.getEnv = getEnv;
      const gcpMetadata = __webpack_require__(9595);
      var GCPEnv;
      (function(GCPEnv2) {
        GCPEnv2["APP_ENGINE"] = "APP_ENGINE";
        GCPEnv2["KUBERNETES_ENGINE"] = "KUBERNETES_ENGINE";
        GCPEnv2["CLOUD_FUNCTIONS"] = "CLOUD_FUNCTIONS";
        GCPEnv2["COMPUTE_ENGINE"] = "COMPUTE_ENGINE";
        GCPEnv2["CLOUD_RUN"] = "CLOUD_RUN";
        GCPEnv2["CLOUD_RUN_JOBS"] = "CLOUD_RUN_JOBS";
        GCPEnv2["NONE"] = "NONE";
      })(GCPEnv || (exports2.GCPEnv = GCPEnv = {}));
      let envPromise;
      function clear() {
        envPromise = void 0;
      }
      async function getEnv() {
        if (envPromise) {
          return envPromise;
        }
        envPromise = getEnvMemoized();
        return envPromise;
      }
      async function getEnvMemoized() {
        let env = GCPEnv.NONE;
        if (isAppEngine()) {
          env = GCPEnv.APP_ENGINE;
        } else if (isCloudFunction()) {
          env = GCPEnv.CLOUD_FUNCTIONS;
        } else if (await isComputeEngine()) {
          if (await isKubernetesEngine()) {
            env = GCPEnv.KUBERNETES_ENGINE;
          } else if (isCloudRun()) {
            env = GCPEnv.CLOUD_RUN;
          } else if (isCloudRunJob()) {
            env = GCPEnv.CLOUD_RUN_JOBS;
          } else {
            env = GCPEnv.COMPUTE_ENGINE;
          }
        } else {
          env = GCPEnv.NONE;
        }
        return env;
      }
      function isAppEngine() {
        return !!(process.env.GAE_SERVICE || process.env.GAE_MODULE_NAME);
      }
      function isCloudFunction() {
        return !!(process.env.FUNCTION_NAME || process.env.FUNCTION_TARGET);
      }
      function isCloudRun() {
        return !!process.env.K_CONFIGURATION;
      }
      function isCloudRunJob() {
        return !!process.env.CLOUD_RUN_JOB;
      }
      async function isKubernetesEngine() {
        try {
          await gcpMetadata.instance("attributes/cluster-name");
          return true;
        } catch (e) {
          return false;
        }
      }
      async function isComputeEngine() {
        return gcpMetadata.isAvailable();
      }
    })
  ),
  /***/
  3247: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.InvalidSubjectTokenError = exports2.InvalidMessageFieldError = exports2.InvalidCodeFieldError = exports2.InvalidTokenTypeFieldError = exports2.InvalidExpirationTimeFieldError = exports2.InvalidSuccessFieldError = exports2.InvalidVersionFieldError = exports2.ExecutableResponseError = exports2.ExecutableResponse = void 0;
      const SAML_SUBJECT_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:saml2";
      const OIDC_SUBJECT_TOKEN_TYPE1 = "urn:ietf:params:oauth:token-type:id_token";
      const OIDC_SUBJECT_TOKEN_TYPE2 = "urn:ietf:params:oauth:token-type:jwt";
      class ExecutableResponse {
        /**
         * The version of the Executable response. Only version 1 is currently supported.
         */
        version;
        /**
         * Whether the executable ran successfully.
         */
        success;
        /**
         * The epoch time for expiration of the token in seconds.
         */
        expirationTime;
        /**
         * The type of subject token in the response, currently supported values are:
         * urn:ietf:params:oauth:token-type:saml2
         * urn:ietf:params:oauth:token-type:id_token
         * urn:ietf:params:oauth:token-type:jwt
         */
        tokenType;
        /**
         * The error code from the executable.
         */
        errorCode;
        /**
         * The error message from the executable.
         */
        errorMessage;
        /**
         * The subject token from the executable, format depends on tokenType.
         */
        subjectToken;
        /**
         * Instantiates an ExecutableResponse instance using the provided JSON object
         * from the output of the executable.
         * @param responseJson Response from a 3rd party executable, loaded from a
         * run of the executable or a cached output file.
         */
        constructor(responseJson) {
          if (!responseJson.version) {
            throw new InvalidVersionFieldError("Executable response must contain a 'version' field.");
          }
          if (responseJson.success === void 0) {
            throw new InvalidSuccessFieldError("Executable response must contain a 'success' field.");
          }
          this.version = responseJson.version;
          this.success = responseJson.success;
          if (this.success) {
            this.expirationTime = responseJson.expiration_time;
            this.tokenType = responseJson.token_type;
            if (this.tokenType !== SAML_SUBJECT_TOKEN_TYPE && this.tokenType !== OIDC_SUBJECT_TOKEN_TYPE1 && this.tokenType !== OIDC_SUBJECT_TOKEN_TYPE2) {
              throw new InvalidTokenTypeFieldError(`Executable response must contain a 'token_type' field when successful and it must be one of ${OIDC_SUBJECT_TOKEN_TYPE1}, ${OIDC_SUBJECT_TOKEN_TYPE2}, or ${SAML_SUBJECT_TOKEN_TYPE}.`);
            }
            if (this.tokenType === SAML_SUBJECT_TOKEN_TYPE) {
              if (!responseJson.saml_response) {
                throw new InvalidSubjectTokenError(`Executable response must contain a 'saml_response' field when token_type=${SAML_SUBJECT_TOKEN_TYPE}.`);
              }
              this.subjectToken = responseJson.saml_response;
            } else {
              if (!responseJson.id_token) {
                throw new InvalidSubjectTokenError(`Executable response must contain a 'id_token' field when token_type=${OIDC_SUBJECT_TOKEN_TYPE1} or ${OIDC_SUBJECT_TOKEN_TYPE2}.`);
              }
              this.subjectToken = responseJson.id_token;
            }
          } else {
            if (!responseJson.code) {
              throw new InvalidCodeFieldError("Executable response must contain a 'code' field when unsuccessful.");
            }
            if (!responseJson.message) {
              throw new InvalidMessageFieldError("Executable response must contain a 'message' field when unsuccessful.");
            }
            this.errorCode = responseJson.code;
            this.errorMessage = responseJson.message;
          }
        }
        /**
         * @return A boolean representing if the response has a valid token. Returns
         * true when the response was successful and the token is not expired.
         */
        isValid() {
          return !this.isExpired() && this.success;
        }
        /**
         * @return A boolean representing if the response is expired. Returns true if the
         * provided timeout has passed.
         */
        isExpired() {
          return this.expirationTime !== void 0 && this.expirationTime < Math.round(Date.now() / 1e3);
        }
      }
      exports2.ExecutableResponse = ExecutableResponse;
      class ExecutableResponseError extends Error {
        constructor(message) {
          super(message);
          Object.setPrototypeOf(this, new.target.prototype);
        }
      }
      exports2.ExecutableResponseError = ExecutableResponseError;
      class InvalidVersionFieldError extends ExecutableResponseError {
      }
      exports2.InvalidVersionFieldError = InvalidVersionFieldError;
      class InvalidSuccessFieldError extends ExecutableResponseError {
      }
      exports2.InvalidSuccessFieldError = InvalidSuccessFieldError;
      class InvalidExpirationTimeFieldError extends ExecutableResponseError {
      }
      exports2.InvalidExpirationTimeFieldError = InvalidExpirationTimeFieldError;
      class InvalidTokenTypeFieldError extends ExecutableResponseError {
      }
      exports2.InvalidTokenTypeFieldError = InvalidTokenTypeFieldError;
      class InvalidCodeFieldError extends ExecutableResponseError {
      }
      exports2.InvalidCodeFieldError = InvalidCodeFieldError;
      class InvalidMessageFieldError extends ExecutableResponseError {
      }
      exports2.InvalidMessageFieldError = InvalidMessageFieldError;
      class InvalidSubjectTokenError extends ExecutableResponseError {
      }
      exports2.InvalidSubjectTokenError = InvalidSubjectTokenError;
    })
  ),
  /***/
  4240: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.ExternalAccountAuthorizedUserClient = exports2.EXTERNAL_ACCOUNT_AUTHORIZED_USER_TYPE = void 0;
      const authclient_1 = __webpack_require__(4810);
      const oauth2common_1 = __webpack_require__(9034);
      const gaxios_1 = __webpack_require__(9816);
      const stream = __webpack_require__(2203);
      const baseexternalclient_1 = __webpack_require__(142);
      exports2.EXTERNAL_ACCOUNT_AUTHORIZED_USER_TYPE = "external_account_authorized_user";
      const DEFAULT_TOKEN_URL = "https://sts.{universeDomain}/v1/oauthtoken";
      class ExternalAccountAuthorizedUserHandler extends oauth2common_1.OAuthClientAuthHandler {
        #tokenRefreshEndpoint;
        /**
         * Initializes an ExternalAccountAuthorizedUserHandler instance.
         * @param url The URL of the token refresh endpoint.
         * @param transporter The transporter to use for the refresh request.
         * @param clientAuthentication The client authentication credentials to use
         *   for the refresh request.
         */
        constructor(options) {
          super(options);
          this.#tokenRefreshEndpoint = options.tokenRefreshEndpoint;
        }
        /**
         * Requests a new access token from the token_url endpoint using the provided
         *   refresh token.
         * @param refreshToken The refresh token to use to generate a new access token.
         * @param additionalHeaders Optional additional headers to pass along the
         *   request.
         * @return A promise that resolves with the token refresh response containing
         *   the requested access token and its expiration time.
         */
        async refreshToken(refreshToken, headers) {
          const opts = {
            ...ExternalAccountAuthorizedUserHandler.RETRY_CONFIG,
            url: this.#tokenRefreshEndpoint,
            method: "POST",
            headers,
            data: new URLSearchParams({
              grant_type: "refresh_token",
              refresh_token: refreshToken
            }),
            responseType: "json"
          };
          authclient_1.AuthClient.setMethodName(opts, "refreshToken");
          this.applyClientAuthenticationOptions(opts);
          try {
            const response = await this.transporter.request(opts);
            const tokenRefreshResponse = response.data;
            tokenRefreshResponse.res = response;
            return tokenRefreshResponse;
          } catch (error) {
            if (error instanceof gaxios_1.GaxiosError && error.response) {
              throw (0, oauth2common_1.getErrorFromOAuthErrorResponse)(
                error.response.data,
                // Preserve other fields from the original error.
                error
              );
            }
            throw error;
          }
        }
      }
      class ExternalAccountAuthorizedUserClient extends authclient_1.AuthClient {
        cachedAccessToken;
        externalAccountAuthorizedUserHandler;
        refreshToken;
        /**
         * Instantiates an ExternalAccountAuthorizedUserClient instances using the
         * provided JSON object loaded from a credentials files.
         * An error is throws if the credential is not valid.
         * @param options The external account authorized user option object typically
         *   from the external accoutn authorized user JSON credential file.
         */
        constructor(options) {
          super(options);
          if (options.universe_domain) {
            this.universeDomain = options.universe_domain;
          }
          this.refreshToken = options.refresh_token;
          const clientAuthentication = {
            confidentialClientType: "basic",
            clientId: options.client_id,
            clientSecret: options.client_secret
          };
          this.externalAccountAuthorizedUserHandler = new ExternalAccountAuthorizedUserHandler({
            tokenRefreshEndpoint: options.token_url ?? DEFAULT_TOKEN_URL.replace("{universeDomain}", this.universeDomain),
            transporter: this.transporter,
            clientAuthentication
          });
          this.cachedAccessToken = null;
          this.quotaProjectId = options.quota_project_id;
          if (typeof options?.eagerRefreshThresholdMillis !== "number") {
            this.eagerRefreshThresholdMillis = baseexternalclient_1.EXPIRATION_TIME_OFFSET;
          } else {
            this.eagerRefreshThresholdMillis = options.eagerRefreshThresholdMillis;
          }
          this.forceRefreshOnFailure = !!options?.forceRefreshOnFailure;
        }
        async getAccessToken() {
          if (!this.cachedAccessToken || this.isExpired(this.cachedAccessToken)) {
            await this.refreshAccessTokenAsync();
          }
          return {
            token: this.cachedAccessToken.access_token,
            res: this.cachedAccessToken.res
          };
        }
        async getRequestHeaders() {
          const accessTokenResponse = await this.getAccessToken();
          const headers = new Headers({
            authorization: `Bearer ${accessTokenResponse.token}`
          });
          return this.addSharedMetadataHeaders(headers);
        }
        request(opts, callback) {
          if (callback) {
            this.requestAsync(opts).then((r) => callback(null, r), (e) => {
              return callback(e, e.response);
            });
          } else {
            return this.requestAsync(opts);
          }
        }
        /**
         * Authenticates the provided HTTP request, processes it and resolves with the
         * returned response.
         * @param opts The HTTP request options.
         * @param reAuthRetried Whether the current attempt is a retry after a failed attempt due to an auth failure.
         * @return A promise that resolves with the successful response.
         */
        async requestAsync(opts, reAuthRetried = false) {
          let response;
          try {
            const requestHeaders = await this.getRequestHeaders();
            opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers);
            this.addUserProjectAndAuthHeaders(opts.headers, requestHeaders);
            response = await this.transporter.request(opts);
          } catch (e) {
            const res = e.response;
            if (res) {
              const statusCode = res.status;
              const isReadableStream = res.config.data instanceof stream.Readable;
              const isAuthErr = statusCode === 401 || statusCode === 403;
              if (!reAuthRetried && isAuthErr && !isReadableStream && this.forceRefreshOnFailure) {
                await this.refreshAccessTokenAsync();
                return await this.requestAsync(opts, true);
              }
            }
            throw e;
          }
          return response;
        }
        /**
         * Forces token refresh, even if unexpired tokens are currently cached.
         * @return A promise that resolves with the refreshed credential.
         */
        async refreshAccessTokenAsync() {
          const refreshResponse = await this.externalAccountAuthorizedUserHandler.refreshToken(this.refreshToken);
          this.cachedAccessToken = {
            access_token: refreshResponse.access_token,
            expiry_date: (/* @__PURE__ */ new Date()).getTime() + refreshResponse.expires_in * 1e3,
            res: refreshResponse.res
          };
          if (refreshResponse.refresh_token !== void 0) {
            this.refreshToken = refreshResponse.refresh_token;
          }
          return this.cachedAccessToken;
        }
        /**
         * Returns whether the provided credentials are expired or not.
         * If there is no expiry time, assumes the token is not expired or expiring.
         * @param credentials The credentials to check for expiration.
         * @return Whether the credentials are expired or not.
         */
        isExpired(credentials) {
          const now = (/* @__PURE__ */ new Date()).getTime();
          return credentials.expiry_date ? now >= credentials.expiry_date - this.eagerRefreshThresholdMillis : false;
        }
      }
      exports2.ExternalAccountAuthorizedUserClient = ExternalAccountAuthorizedUserClient;
    })
  ),
  /***/
  8323: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.ExternalAccountClient = void 0;
      const baseexternalclient_1 = __webpack_require__(142);
      const identitypoolclient_1 = __webpack_require__(9960);
      const awsclient_1 = __webpack_require__(1261);
      const pluggable_auth_client_1 = __webpack_require__(6077);
      const util_1 = __webpack_require__(7870);
      class ExternalAccountClient {
        constructor() {
          throw new Error("ExternalAccountClients should be initialized via: ExternalAccountClient.fromJSON(), directly via explicit constructors, eg. new AwsClient(options), new IdentityPoolClient(options), newPluggableAuthClientOptions, or via new GoogleAuth(options).getClient()");
        }
        /**
         * This static method will instantiate the
         * corresponding type of external account credential depending on the
         * underlying credential source.
         *
         * **IMPORTANT**: This method does not validate the credential configuration.
         * A security risk occurs when a credential configuration configured with
         * malicious URLs is used. When the credential configuration is accepted from
         * an untrusted source, you should validate it before using it with this
         * method. For more details, see
         * https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.
         *
         * @param options The external account options object typically loaded
         *   from the external account JSON credential file.
         * @return A BaseExternalAccountClient instance or null if the options
         *   provided do not correspond to an external account credential.
         */
        static fromJSON(options) {
          if (!(0, util_1.isAdcWarningSuppressed)()) {
            console.warn("The `fromJSON` method does not validate the credential configuration. A security risk occurs when a credential configuration configured with malicious URLs is used. When the credential configuration is accepted from an untrusted source, you should validate it before using it with this method. For more details, see https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.");
          }
          if (options && options.type === baseexternalclient_1.EXTERNAL_ACCOUNT_TYPE) {
            if (options.credential_source?.environment_id) {
              return new awsclient_1.AwsClient(options);
            } else if (options.credential_source?.executable) {
              return new pluggable_auth_client_1.PluggableAuthClient(options);
            } else {
              return new identitypoolclient_1.IdentityPoolClient(options);
            }
          } else {
            return null;
          }
        }
      }
      exports2.ExternalAccountClient = ExternalAccountClient;
    })
  ),
  /***/
  8551: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.FileSubjectTokenSupplier = void 0;
      const util_1 = __webpack_require__(9023);
      const fs = __webpack_require__(9896);
      const readFile = (0, util_1.promisify)(fs.readFile ?? (() => {
      }));
      const realpath = (0, util_1.promisify)(fs.realpath ?? (() => {
      }));
      const lstat = (0, util_1.promisify)(fs.lstat ?? (() => {
      }));
      class FileSubjectTokenSupplier {
        filePath;
        formatType;
        subjectTokenFieldName;
        /**
         * Instantiates a new file based subject token supplier.
         * @param opts The file subject token supplier options to build the supplier
         *   with.
         */
        constructor(opts) {
          this.filePath = opts.filePath;
          this.formatType = opts.formatType;
          this.subjectTokenFieldName = opts.subjectTokenFieldName;
        }
        /**
         * Returns the subject token stored at the file specified in the constructor.
         * @param context {@link ExternalAccountSupplierContext} from the calling
         *   {@link IdentityPoolClient}, contains the requested audience and subject
         *   token type for the external account identity. Not used.
         */
        async getSubjectToken() {
          let parsedFilePath = this.filePath;
          try {
            parsedFilePath = await realpath(parsedFilePath);
            if (!(await lstat(parsedFilePath)).isFile()) {
              throw new Error();
            }
          } catch (err) {
            if (err instanceof Error) {
              err.message = `The file at ${parsedFilePath} does not exist, or it is not a file. ${err.message}`;
            }
            throw err;
          }
          let subjectToken;
          const rawText = await readFile(parsedFilePath, { encoding: "utf8" });
          if (this.formatType === "text") {
            subjectToken = rawText;
          } else if (this.formatType === "json" && this.subjectTokenFieldName) {
            const json = JSON.parse(rawText);
            subjectToken = json[this.subjectTokenFieldName];
          }
          if (!subjectToken) {
            throw new Error("Unable to parse the subject_token from the credential_source file");
          }
          return subjectToken;
        }
      }
      exports2.FileSubjectTokenSupplier = FileSubjectTokenSupplier;
    })
  ),
  /***/
  5072: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GdchClient = exports2.GDCH_SERVICE_ACCOUNT_TYPE = void 0;
      const crypto2 = __webpack_require__(6982);
      const fs = __webpack_require__(9896);
      const https = __webpack_require__(5692);
      const oauth2client_1 = __webpack_require__(91);
      const DEFAULT_LIFETIME_IN_SECONDS = 3600;
      exports2.GDCH_SERVICE_ACCOUNT_TYPE = "gdch_service_account";
      class GdchClient extends oauth2client_1.OAuth2Client {
        projectId;
        privateKeyId;
        privateKey;
        serviceIdentityName;
        tokenServerUri;
        caCertPath;
        apiAudience;
        lifetime;
        gdchOptions;
        caAgentPromise;
        cachedCaCertPath;
        lastCaCertReadTime = 0;
        CA_CERT_TTL_MS = 5 * 60 * 1e3;
        constructor(options = {}) {
          super(options);
          this.gdchOptions = options;
          this.projectId = options.projectId || void 0;
          this.privateKeyId = options.privateKeyId;
          this.privateKey = options.privateKey;
          this.serviceIdentityName = options.serviceIdentityName;
          this.tokenServerUri = options.tokenServerUri;
          this.caCertPath = options.caCertPath;
          this.apiAudience = options.apiAudience;
          this.lifetime = options.lifetime || DEFAULT_LIFETIME_IN_SECONDS;
          this.credentials = { refresh_token: "gdch-placeholder", expiry_date: 1 };
        }
        createWithGdchAudience(apiAudience) {
          if (!apiAudience) {
            throw new Error("Audience cannot be null or empty for GDCH service account credentials.");
          }
          return new GdchClient({
            ...this.gdchOptions,
            projectId: this.projectId,
            privateKeyId: this.privateKeyId,
            privateKey: this.privateKey,
            serviceIdentityName: this.serviceIdentityName,
            tokenServerUri: this.tokenServerUri,
            caCertPath: this.caCertPath,
            lifetime: this.lifetime,
            apiAudience
          });
        }
        fromJSON(json) {
          if (!json) {
            throw new Error("Must pass in a JSON object containing the GDCH credentials settings.");
          }
          if (json.type !== exports2.GDCH_SERVICE_ACCOUNT_TYPE) {
            throw new Error(`The incoming JSON object does not have the "${exports2.GDCH_SERVICE_ACCOUNT_TYPE}" type`);
          }
          if (json.format_version !== "1") {
            throw new Error("Only format version 1 is supported.");
          }
          if (!json.project) {
            throw new Error("The incoming JSON object does not contain a project field");
          }
          if (!json.private_key_id) {
            throw new Error("The incoming JSON object does not contain a private_key_id field");
          }
          if (!json.private_key) {
            throw new Error("The incoming JSON object does not contain a private_key field");
          }
          if (!json.name) {
            throw new Error("The incoming JSON object does not contain a name field");
          }
          if (!json.token_uri) {
            throw new Error("The incoming JSON object does not contain a token_uri field");
          }
          this.projectId = json.project;
          this.privateKeyId = json.private_key_id;
          this.privateKey = json.private_key;
          this.serviceIdentityName = json.name;
          this.tokenServerUri = json.token_uri;
          this.caCertPath = json.ca_cert_path;
          this.gdchOptions = {
            ...this.gdchOptions,
            projectId: json.project,
            privateKeyId: json.private_key_id,
            privateKey: json.private_key,
            serviceIdentityName: json.name,
            tokenServerUri: json.token_uri,
            caCertPath: json.ca_cert_path
          };
        }
        async refreshTokenNoCache() {
          if (!this.apiAudience) {
            throw new Error("Audience cannot be null or empty for GDCH service account credentials. Specify the audience by calling createWithGdchAudience.");
          }
          if (!this.privateKey) {
            throw new Error("Private key is not configured for GDCH credentials.");
          }
          if (!this.privateKeyId) {
            throw new Error("Private key ID is not configured for GDCH credentials.");
          }
          if (!this.projectId) {
            throw new Error("Project is not configured for GDCH credentials.");
          }
          if (!this.serviceIdentityName) {
            throw new Error("Service identity name is not configured for GDCH credentials.");
          }
          if (!this.tokenServerUri) {
            throw new Error("Token server URI is not configured for GDCH credentials.");
          }
          const assertion = this.createAssertion();
          const data = {
            audience: this.apiAudience,
            grant_type: "urn:ietf:params:oauth:token-type:token-exchange",
            requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
            subject_token: assertion,
            subject_token_type: "urn:k8s:params:oauth:token-type:serviceaccount"
          };
          const requestOpts = {
            url: this.tokenServerUri,
            method: "POST",
            headers: {
              "Content-Type": "application/json"
            },
            data,
            responseType: "json",
            timeout: 1e4,
            retry: true,
            retryConfig: {
              httpMethodsToRetry: ["POST"],
              statusCodesToRetry: [[500, 599]],
              noResponseRetries: 3
            }
          };
          if (this.caCertPath) {
            requestOpts.agent = await this.getCaAgent();
          }
          try {
            const res = await this.transporter.request(requestOpts);
            const tokenResponse = res.data;
            if (!tokenResponse.access_token) {
              throw new Error("Token response did not contain an access_token.");
            }
            if (!tokenResponse.expires_in) {
              throw new Error("Token response did not contain an expires_in field.");
            }
            const tokens = {
              access_token: tokenResponse.access_token,
              token_type: "STS-Bearer",
              expiry_date: Date.now() + tokenResponse.expires_in * 1e3
            };
            this.emit("tokens", tokens);
            return { res, tokens };
          } catch (e) {
            if (e && e.config && e.config.data) {
              try {
                if (typeof e.config.data === "string") {
                  const parsedData = JSON.parse(e.config.data);
                  if (parsedData.subject_token) {
                    parsedData.subject_token = "***REDACTED***";
                    e.config.data = JSON.stringify(parsedData);
                  }
                } else if (typeof e.config.data === "object" && e.config.data.subject_token) {
                  e.config.data.subject_token = "***REDACTED***";
                }
              } catch {
              }
            }
            if (e instanceof Error) {
              e.message = `Error getting access token for GDCH service account: ${e.message}, iss: ${this.serviceIdentityName}`;
            }
            throw e;
          }
        }
        createAssertion() {
          const header = {
            alg: "ES256",
            typ: "JWT",
            kid: this.privateKeyId
          };
          const issSub = `system:serviceaccount:${this.projectId}:${this.serviceIdentityName}`;
          const currentTime = Math.floor(Date.now() / 1e3);
          const payload = {
            iss: issSub,
            sub: issSub,
            iat: currentTime,
            exp: currentTime + this.lifetime,
            aud: this.tokenServerUri
          };
          const encodedHeader = this.base64UrlEncode(JSON.stringify(header));
          const encodedPayload = this.base64UrlEncode(JSON.stringify(payload));
          const signingInput = `${encodedHeader}.${encodedPayload}`;
          const signature = crypto2.sign("sha256", Buffer.from(signingInput), {
            key: this.privateKey,
            dsaEncoding: "ieee-p1363"
          });
          const encodedSignature = this.base64UrlEncode(signature);
          return `${signingInput}.${encodedSignature}`;
        }
        async requestAsync(opts, retry = false) {
          if (this.caCertPath && !opts.agent) {
            const url = (opts.url || "").toString();
            if (!url.includes("googleapis.com") && !url.includes("google.com")) {
              opts.agent = await this.getCaAgent();
            }
          }
          return super.requestAsync(opts, retry);
        }
        getCaAgent() {
          if (!this.caCertPath) {
            this.caAgentPromise = void 0;
            this.cachedCaCertPath = void 0;
            this.lastCaCertReadTime = 0;
            return void 0;
          }
          const now = Date.now();
          const isCacheExpired = now - this.lastCaCertReadTime > this.CA_CERT_TTL_MS;
          if (this.caAgentPromise && this.caCertPath === this.cachedCaCertPath && !isCacheExpired) {
            return this.caAgentPromise;
          }
          this.cachedCaCertPath = this.caCertPath;
          this.lastCaCertReadTime = now;
          const currentPath = this.caCertPath;
          this.caAgentPromise = (async () => {
            try {
              const ca = await fs.promises.readFile(currentPath);
              return new https.Agent({ ca });
            } catch (err) {
              if (this.cachedCaCertPath === currentPath) {
                this.caAgentPromise = void 0;
                this.cachedCaCertPath = void 0;
                this.lastCaCertReadTime = 0;
              }
              if (err instanceof Error) {
                err.message = `Error reading certificate file from CA cert path, value '${currentPath}': ${err.message}`;
              }
              throw err;
            }
          })();
          return this.caAgentPromise;
        }
        toJSON() {
          return {
            ...this,
            privateKey: this.privateKey ? "***REDACTED***" : void 0,
            _clientSecret: this._clientSecret ? "***REDACTED***" : void 0,
            apiKey: this.apiKey ? "***REDACTED***" : void 0,
            gdchOptions: this.gdchOptions ? {
              ...this.gdchOptions,
              privateKey: this.gdchOptions.privateKey ? "***REDACTED***" : void 0,
              clientSecret: this.gdchOptions.clientSecret ? "***REDACTED***" : void 0,
              client_secret: this.gdchOptions.client_secret ? "***REDACTED***" : void 0,
              apiKey: this.gdchOptions.apiKey ? "***REDACTED***" : void 0,
              credentials: this.gdchOptions.credentials ? {
                ...this.gdchOptions.credentials,
                access_token: this.gdchOptions.credentials.access_token ? "***REDACTED***" : void 0,
                refresh_token: this.gdchOptions.credentials.refresh_token ? "***REDACTED***" : void 0
              } : void 0
            } : void 0,
            credentials: {
              ...this.credentials,
              access_token: this.credentials?.access_token ? "***REDACTED***" : void 0,
              refresh_token: this.credentials?.refresh_token ? "***REDACTED***" : void 0
            }
          };
        }
        [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
          return this.toJSON();
        }
        base64UrlEncode(str) {
          const buffer = typeof str === "string" ? Buffer.from(str) : str;
          return buffer.toString("base64url");
        }
      }
      exports2.GdchClient = GdchClient;
    })
  ),
  /***/
  5934: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GoogleAuth = exports2.GoogleAuthExceptionMessages = void 0;
      const child_process_1 = __webpack_require__(5317);
      const fs = __webpack_require__(9896);
      const gaxios_1 = __webpack_require__(9816);
      const gcpMetadata = __webpack_require__(9595);
      const os = __webpack_require__(857);
      const path = __webpack_require__(6928);
      const crypto_1 = __webpack_require__(8851);
      const computeclient_1 = __webpack_require__(977);
      const idtokenclient_1 = __webpack_require__(2718);
      const envDetect_1 = __webpack_require__(963);
      const jwtclient_1 = __webpack_require__(5277);
      const refreshclient_1 = __webpack_require__(9807);
      const impersonated_1 = __webpack_require__(9964);
      const externalclient_1 = __webpack_require__(8323);
      const baseexternalclient_1 = __webpack_require__(142);
      const authclient_1 = __webpack_require__(4810);
      const externalAccountAuthorizedUserClient_1 = __webpack_require__(4240);
      const gdchclient_1 = __webpack_require__(5072);
      const util_1 = __webpack_require__(7870);
      exports2.GoogleAuthExceptionMessages = {
        API_KEY_WITH_CREDENTIALS: "API Keys and Credentials are mutually exclusive authentication methods and cannot be used together.",
        NO_PROJECT_ID_FOUND: "Unable to detect a Project Id in the current environment. \nTo learn more about authentication and Google APIs, visit: \nhttps://cloud.google.com/docs/authentication/getting-started",
        NO_CREDENTIALS_FOUND: "Unable to find credentials in current environment. \nTo learn more about authentication and Google APIs, visit: \nhttps://cloud.google.com/docs/authentication/getting-started",
        NO_ADC_FOUND: "Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication/getting-started for more information.",
        NO_UNIVERSE_DOMAIN_FOUND: "Unable to detect a Universe Domain in the current environment.\nTo learn more about Universe Domain retrieval, visit: \nhttps://cloud.google.com/compute/docs/metadata/predefined-metadata-keys"
      };
      class GoogleAuth {
        /**
         * Caches a value indicating whether the auth layer is running on Google
         * Compute Engine.
         * @private
         */
        checkIsGCE = void 0;
        useJWTAccessWithScope;
        defaultServicePath;
        // Note:  this properly is only public to satisfy unit tests.
        // https://github.com/Microsoft/TypeScript/issues/5228
        get isGCE() {
          return this.checkIsGCE;
        }
        _findProjectIdPromise;
        _cachedProjectId;
        // To save the contents of the JSON credential file
        jsonContent = null;
        apiKey;
        cachedCredential = null;
        /**
         * A pending {@link AuthClient}. Used for concurrent {@link GoogleAuth.getClient} calls.
         */
        #pendingAuthClient = null;
        /**
         * Scopes populated by the client library by default. We differentiate between
         * these and user defined scopes when deciding whether to use a self-signed JWT.
         */
        defaultScopes;
        keyFilename;
        scopes;
        clientOptions = {};
        /**
         * Configuration is resolved in the following order of precedence:
         * - {@link GoogleAuthOptions.credentials `credentials`}
         * - {@link GoogleAuthOptions.keyFilename `keyFilename`}
         * - {@link GoogleAuthOptions.keyFile `keyFile`}
         *
         * {@link GoogleAuthOptions.clientOptions `clientOptions`} are passed to the
         * {@link AuthClient `AuthClient`s}.
         *
         * @param opts
         */
        constructor(opts = {}) {
          this._cachedProjectId = opts.projectId || null;
          this.cachedCredential = opts.authClient || null;
          this.keyFilename = opts.keyFilename || opts.keyFile;
          if (this.keyFilename) {
            console.warn("The `keyFilename` option is deprecated. Please use the `auth` object constructor instead. For more details, see https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.");
          }
          this.scopes = opts.scopes;
          this.clientOptions = opts.clientOptions || {};
          this.jsonContent = opts.credentials || null;
          if (this.jsonContent) {
            console.warn("The `credentials` option is deprecated. Please use the `auth` object constructor instead. For more details, see https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.");
          }
          this.apiKey = opts.apiKey || this.clientOptions.apiKey || null;
          if (this.apiKey && (this.jsonContent || this.clientOptions.credentials)) {
            throw new RangeError(exports2.GoogleAuthExceptionMessages.API_KEY_WITH_CREDENTIALS);
          }
          if (opts.universeDomain) {
            this.clientOptions.universeDomain = opts.universeDomain;
          }
        }
        // GAPIC client libraries should always use self-signed JWTs. The following
        // variables are set on the JWT client in order to indicate the type of library,
        // and sign the JWT with the correct audience and scopes (if not supplied).
        setGapicJWTValues(client) {
          client.defaultServicePath ??= this.defaultServicePath;
          client.useJWTAccessWithScope ??= this.useJWTAccessWithScope;
          client.defaultScopes ??= this.defaultScopes;
        }
        getProjectId(callback) {
          if (callback) {
            void this.getProjectIdAsync().then((r) => callback(null, r), callback);
          } else {
            return this.getProjectIdAsync();
          }
        }
        /**
         * A temporary method for internal `getProjectId` usages where `null` is
         * acceptable. In a future major release, `getProjectId` should return `null`
         * (as the `Promise<string | null>` base signature describes) and this private
         * method should be removed.
         *
         * @returns Promise that resolves with project id (or `null`)
         */
        async getProjectIdOptional() {
          try {
            return await this.getProjectId();
          } catch (e) {
            if (e instanceof Error && e.message === exports2.GoogleAuthExceptionMessages.NO_PROJECT_ID_FOUND) {
              return null;
            } else {
              throw e;
            }
          }
        }
        /**
         * A private method for finding and caching a projectId.
         *
         * Supports environments in order of precedence:
         * - GCLOUD_PROJECT or GOOGLE_CLOUD_PROJECT environment variable
         * - GOOGLE_APPLICATION_CREDENTIALS JSON file
         * - Cloud SDK: `gcloud config config-helper --format json`
         * - GCE project ID from metadata server
         *
         * @returns projectId
         */
        async findAndCacheProjectId() {
          let projectId = null;
          projectId ||= await this.getProductionProjectId();
          projectId ||= await this.getFileProjectId();
          projectId ||= await this.getDefaultServiceProjectId();
          projectId ||= await this.getGCEProjectId();
          projectId ||= await this.getExternalAccountClientProjectId();
          if (projectId) {
            this._cachedProjectId = projectId;
            return projectId;
          } else {
            throw new Error(exports2.GoogleAuthExceptionMessages.NO_PROJECT_ID_FOUND);
          }
        }
        async getProjectIdAsync() {
          if (this._cachedProjectId) {
            return this._cachedProjectId;
          }
          if (!this._findProjectIdPromise) {
            this._findProjectIdPromise = this.findAndCacheProjectId();
          }
          return this._findProjectIdPromise;
        }
        /**
         * Retrieves a universe domain from the metadata server via
         * {@link gcpMetadata.universe}.
         *
         * @returns a universe domain
         */
        async getUniverseDomainFromMetadataServer() {
          let universeDomain;
          try {
            universeDomain = await gcpMetadata.universe("universe-domain");
            universeDomain ||= authclient_1.DEFAULT_UNIVERSE;
          } catch (e) {
            if (e && e?.response?.status === 404) {
              universeDomain = authclient_1.DEFAULT_UNIVERSE;
            } else {
              throw e;
            }
          }
          return universeDomain;
        }
        /**
         * Retrieves, caches, and returns the universe domain in the following order
         * of precedence:
         * - The universe domain in {@link GoogleAuth.clientOptions}
         * - An existing or ADC {@link AuthClient}'s universe domain
         * - {@link gcpMetadata.universe}, if {@link Compute} client
         *
         * @returns The universe domain
         */
        async getUniverseDomain() {
          let universeDomain = (0, util_1.originalOrCamelOptions)(this.clientOptions).get("universe_domain");
          try {
            universeDomain ??= (await this.getClient()).universeDomain;
          } catch {
            universeDomain ??= authclient_1.DEFAULT_UNIVERSE;
          }
          return universeDomain;
        }
        /**
         * @returns Any scopes (user-specified or default scopes specified by the
         *   client library) that need to be set on the current Auth client.
         */
        getAnyScopes() {
          return this.scopes || this.defaultScopes;
        }
        getApplicationDefault(optionsOrCallback = {}, callback) {
          let options;
          if (typeof optionsOrCallback === "function") {
            callback = optionsOrCallback;
          } else {
            options = optionsOrCallback;
          }
          if (callback) {
            void this.getApplicationDefaultAsync(options).then((r) => callback(null, r.credential, r.projectId), callback);
          } else {
            return this.getApplicationDefaultAsync(options);
          }
        }
        async getApplicationDefaultAsync(options = {}) {
          if (this.cachedCredential) {
            return await this.#prepareAndCacheClient(this.cachedCredential, null);
          }
          let credential;
          credential = await this._tryGetApplicationCredentialsFromEnvironmentVariable(options);
          if (credential) {
            if (credential instanceof jwtclient_1.JWT) {
              credential.scopes = this.scopes;
            } else if (credential instanceof baseexternalclient_1.BaseExternalAccountClient) {
              credential.scopes = this.getAnyScopes();
            }
            return await this.#prepareAndCacheClient(credential);
          }
          credential = await this._tryGetApplicationCredentialsFromWellKnownFile(options);
          if (credential) {
            if (credential instanceof jwtclient_1.JWT) {
              credential.scopes = this.scopes;
            } else if (credential instanceof baseexternalclient_1.BaseExternalAccountClient) {
              credential.scopes = this.getAnyScopes();
            }
            return await this.#prepareAndCacheClient(credential);
          }
          if (await this._checkIsGCE()) {
            options.scopes = this.getAnyScopes();
            return await this.#prepareAndCacheClient(new computeclient_1.Compute(options));
          }
          throw new Error(exports2.GoogleAuthExceptionMessages.NO_ADC_FOUND);
        }
        async #prepareAndCacheClient(credential, quotaProjectIdOverride = process.env["GOOGLE_CLOUD_QUOTA_PROJECT"] || null) {
          const projectId = await this.getProjectIdOptional();
          if (quotaProjectIdOverride) {
            credential.quotaProjectId = quotaProjectIdOverride;
          }
          this.cachedCredential = credential;
          return { credential, projectId };
        }
        /**
         * Determines whether the auth layer is running on Google Compute Engine.
         * Checks for GCP Residency, then fallback to checking if metadata server
         * is available.
         *
         * @returns A promise that resolves with the boolean.
         * @api private
         */
        async _checkIsGCE() {
          if (this.checkIsGCE === void 0) {
            this.checkIsGCE = gcpMetadata.getGCPResidency() || await gcpMetadata.isAvailable();
          }
          return this.checkIsGCE;
        }
        /**
         * Attempts to load default credentials from the environment variable path..
         * @returns Promise that resolves with the OAuth2Client or null.
         * @api private
         */
        async _tryGetApplicationCredentialsFromEnvironmentVariable(options) {
          const credentialsPath = process.env["GOOGLE_APPLICATION_CREDENTIALS"] || process.env["google_application_credentials"];
          if (!credentialsPath || credentialsPath.length === 0) {
            return null;
          }
          try {
            return await this._getApplicationCredentialsFromFilePath(credentialsPath, options);
          } catch (e) {
            if (e instanceof Error) {
              e.message = `Unable to read the credential file specified by the GOOGLE_APPLICATION_CREDENTIALS environment variable: ${e.message}`;
            }
            throw e;
          }
        }
        /**
         * Attempts to load default credentials from a well-known file location
         * @return Promise that resolves with the OAuth2Client or null.
         * @api private
         */
        async _tryGetApplicationCredentialsFromWellKnownFile(options) {
          let configDir = process.env["CLOUDSDK_CONFIG"];
          if (!configDir) {
            if (this._isWindows()) {
              if (process.env["APPDATA"]) {
                configDir = path.join(process.env["APPDATA"], "gcloud");
              }
            } else {
              const home = process.env["HOME"];
              if (home) {
                configDir = path.join(home, ".config", "gcloud");
              }
            }
          }
          if (!configDir) {
            return null;
          }
          const location = path.join(configDir, "application_default_credentials.json");
          if (!fs.existsSync(location)) {
            return null;
          }
          const client = await this._getApplicationCredentialsFromFilePath(location, options);
          return client;
        }
        /**
         * Attempts to load default credentials from a file at the given path..
         * @param filePath The path to the file to read.
         * @returns Promise that resolves with the OAuth2Client
         * @api private
         */
        async _getApplicationCredentialsFromFilePath(filePath, options = {}) {
          if (!filePath || filePath.length === 0) {
            throw new Error("The file path is invalid.");
          }
          try {
            filePath = fs.realpathSync(filePath);
            if (!fs.lstatSync(filePath).isFile()) {
              throw new Error();
            }
          } catch (err) {
            if (err instanceof Error) {
              err.message = `The file at ${filePath} does not exist, or it is not a file. ${err.message}`;
            }
            throw err;
          }
          const readStream = fs.createReadStream(filePath);
          return (0, util_1.suppressAdcWarning)(() => this.fromStream(readStream, options));
        }
        /**
         * Create a credentials instance using a given impersonated input options.
         * @param json The impersonated input object.
         * @returns JWT or UserRefresh Client with data
         */
        fromImpersonatedJSON(json) {
          if (!json) {
            throw new Error("Must pass in a JSON object containing an  impersonated refresh token");
          }
          if (json.type !== impersonated_1.IMPERSONATED_ACCOUNT_TYPE) {
            throw new Error(`The incoming JSON object does not have the "${impersonated_1.IMPERSONATED_ACCOUNT_TYPE}" type`);
          }
          if (!json.source_credentials) {
            throw new Error("The incoming JSON object does not contain a source_credentials field");
          }
          if (!json.service_account_impersonation_url) {
            throw new Error("The incoming JSON object does not contain a service_account_impersonation_url field");
          }
          const sourceClient = (0, util_1.suppressFromJsonWarning)(() => this.fromJSON(json.source_credentials));
          if (json.service_account_impersonation_url?.length > 256) {
            throw new RangeError(`Target principal is too long: ${json.service_account_impersonation_url}`);
          }
          const targetPrincipal = /(?<target>[^/]+):(generateAccessToken|generateIdToken)$/.exec(json.service_account_impersonation_url)?.groups?.target;
          if (!targetPrincipal) {
            throw new RangeError(`Cannot extract target principal from ${json.service_account_impersonation_url}`);
          }
          const targetScopes = (this.scopes || json.scopes || this.defaultScopes) ?? [];
          return new impersonated_1.Impersonated({
            ...json,
            sourceClient,
            targetPrincipal,
            targetScopes: Array.isArray(targetScopes) ? targetScopes : [targetScopes]
          });
        }
        /**
         * Create a credentials instance using the given input options.
         * This client is not cached.
         *
         * **Important**: If you accept a credential configuration (credential JSON/File/Stream) from an external source for authentication to Google Cloud, you must validate it before providing it to any Google API or library. Providing an unvalidated credential configuration to Google APIs can compromise the security of your systems and data. For more information, refer to {@link https://cloud.google.com/docs/authentication/external/externally-sourced-credentials Validate credential configurations from external sources}.
         *
         * @deprecated This method is being deprecated because of a potential security risk.
         *
         * This method does not validate the credential configuration. The security
         * risk occurs when a credential configuration is accepted from a source that
         * is not under your control and used without validation on your side.
         *
         * If you know that you will be loading credential configurations of a
         * specific type, it is recommended to use a credential-type-specific
         * constructor. This will ensure that an unexpected credential type with
         * potential for malicious intent is not loaded unintentionally. You might
         * still have to do validation for certain credential types. Please follow
         * the recommendation for that method. For example, if you want to load only
         * service accounts, you can use the `JWT` constructor:
         * ```
         * const {JWT} = require('google-auth-library');
         * const keys = require('/path/to/key.json');
         * const client = new JWT({
         *   email: keys.client_email,
         *   key: keys.private_key,
         *   scopes: ['https://www.googleapis.com/auth/cloud-platform'],
         * });
         * ```
         *
         * If you are loading your credential configuration from an untrusted source and have
         * not mitigated the risks (e.g. by validating the configuration yourself), make
         * these changes as soon as possible to prevent security risks to your environment.
         *
         * Regardless of the method used, it is always your responsibility to validate
         * configurations received from external sources.
         *
         * For more details, see https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.
         *
         * @param json The input object.
         * @param options The JWT or UserRefresh options for the client
         * @returns JWT or UserRefresh Client with data
         */
        fromJSON(json, options = {}) {
          let client;
          if (!(0, util_1.isFromJsonWarningSuppressed)()) {
            console.warn("The `fromJSON` method is deprecated. Please use the `JWT` constructor instead. For more details, see https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.");
          }
          const preferredUniverseDomain = (0, util_1.originalOrCamelOptions)(options).get("universe_domain");
          if (json.type === refreshclient_1.USER_REFRESH_ACCOUNT_TYPE) {
            client = new refreshclient_1.UserRefreshClient(options);
            client.fromJSON(json);
          } else if (json.type === impersonated_1.IMPERSONATED_ACCOUNT_TYPE) {
            client = this.fromImpersonatedJSON(json);
          } else if (json.type === baseexternalclient_1.EXTERNAL_ACCOUNT_TYPE) {
            client = externalclient_1.ExternalAccountClient.fromJSON({
              ...json,
              ...options
            });
            client.scopes = this.getAnyScopes();
          } else if (json.type === externalAccountAuthorizedUserClient_1.EXTERNAL_ACCOUNT_AUTHORIZED_USER_TYPE) {
            client = new externalAccountAuthorizedUserClient_1.ExternalAccountAuthorizedUserClient({
              ...json,
              ...options
            });
          } else if (json.type === gdchclient_1.GDCH_SERVICE_ACCOUNT_TYPE) {
            client = new gdchclient_1.GdchClient(options);
            client.fromJSON(json);
          } else {
            options.scopes = this.scopes;
            client = new jwtclient_1.JWT(options);
            this.setGapicJWTValues(client);
            client.fromJSON(json);
          }
          if (preferredUniverseDomain) {
            client.universeDomain = preferredUniverseDomain;
          }
          return client;
        }
        /**
         * Return a JWT or UserRefreshClient from JavaScript object, caching both the
         * object used to instantiate and the client.
         * @param json The input object.
         * @param options The JWT or UserRefresh options for the client
         * @returns JWT or UserRefresh Client with data
         */
        _cacheClientFromJSON(json, options) {
          const client = (0, util_1.suppressFromJsonWarning)(() => this.fromJSON(json, options));
          this.jsonContent = json;
          this.cachedCredential = client;
          return client;
        }
        fromStream(inputStream, optionsOrCallback = {}, callback) {
          const isADC = (0, util_1.isAdcWarningSuppressed)();
          if (!isADC) {
            console.warn("The `fromStream` method is deprecated. Please use the `JWT` constructor with a parsed stream instead. For more details, see https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.");
          }
          let options = {};
          if (typeof optionsOrCallback === "function") {
            callback = optionsOrCallback;
          } else {
            options = optionsOrCallback;
          }
          if (callback) {
            void this.fromStreamAsync(inputStream, options, isADC).then((r) => callback(null, r), callback);
          } else {
            return this.fromStreamAsync(inputStream, options, isADC);
          }
        }
        fromStreamAsync(inputStream, options, isADC = false) {
          return new Promise((resolve, reject) => {
            if (!inputStream) {
              throw new Error("Must pass in a stream containing the Google auth settings.");
            }
            const chunks = [];
            inputStream.setEncoding("utf8").on("error", reject).on("data", (chunk) => chunks.push(chunk)).on("end", () => {
              try {
                try {
                  const data = JSON.parse(chunks.join(""));
                  const r = isADC ? (0, util_1.suppressAdcWarning)(() => this._cacheClientFromJSON(data, options)) : this._cacheClientFromJSON(data, options);
                  return resolve(r);
                } catch (err) {
                  if (!this.keyFilename)
                    throw err;
                  const client = new jwtclient_1.JWT({
                    ...this.clientOptions,
                    keyFile: this.keyFilename
                  });
                  this.cachedCredential = client;
                  this.setGapicJWTValues(client);
                  return resolve(client);
                }
              } catch (err) {
                return reject(err);
              }
            });
          });
        }
        /**
         * Create a credentials instance using the given API key string.
         * The created client is not cached. In order to create and cache it use the {@link GoogleAuth.getClient `getClient`} method after first providing an {@link GoogleAuth.apiKey `apiKey`}.
         *
         * @param apiKey The API key string
         * @param options An optional options object.
         * @returns A JWT loaded from the key
         */
        fromAPIKey(apiKey, options = {}) {
          return new jwtclient_1.JWT({ ...options, apiKey });
        }
        /**
         * Determines whether the current operating system is Windows.
         * @api private
         */
        _isWindows() {
          const sys = os.platform();
          if (sys && sys.length >= 3) {
            if (sys.substring(0, 3).toLowerCase() === "win") {
              return true;
            }
          }
          return false;
        }
        /**
         * Run the Google Cloud SDK command that prints the default project ID
         */
        async getDefaultServiceProjectId() {
          return new Promise((resolve) => {
            (0, child_process_1.exec)("gcloud config config-helper --format json", (err, stdout) => {
              if (!err && stdout) {
                try {
                  const projectId = JSON.parse(stdout).configuration.properties.core.project;
                  resolve(projectId);
                  return;
                } catch (e) {
                }
              }
              resolve(null);
            });
          });
        }
        /**
         * Loads the project id from environment variables.
         * @api private
         */
        getProductionProjectId() {
          return process.env["GCLOUD_PROJECT"] || process.env["GOOGLE_CLOUD_PROJECT"] || process.env["gcloud_project"] || process.env["google_cloud_project"];
        }
        /**
         * Loads the project id from the GOOGLE_APPLICATION_CREDENTIALS json file.
         * @api private
         */
        async getFileProjectId() {
          if (this.cachedCredential) {
            return this.cachedCredential.projectId;
          }
          if (this.keyFilename) {
            const creds = await this.getClient();
            if (creds && creds.projectId) {
              return creds.projectId;
            }
          }
          const r = await this._tryGetApplicationCredentialsFromEnvironmentVariable();
          if (r) {
            return r.projectId;
          } else {
            return null;
          }
        }
        /**
         * Gets the project ID from external account client if available.
         */
        async getExternalAccountClientProjectId() {
          if (!this.jsonContent || this.jsonContent.type !== baseexternalclient_1.EXTERNAL_ACCOUNT_TYPE) {
            return null;
          }
          const creds = await this.getClient();
          return await creds.getProjectId();
        }
        /**
         * Gets the Compute Engine project ID if it can be inferred.
         */
        async getGCEProjectId() {
          try {
            const r = await gcpMetadata.project("project-id");
            return r;
          } catch (e) {
            return null;
          }
        }
        getCredentials(callback) {
          if (callback) {
            void this.getCredentialsAsync().then((r) => callback(null, r), callback);
          } else {
            return this.getCredentialsAsync();
          }
        }
        async getCredentialsAsync() {
          const client = await this.getClient();
          if (client instanceof impersonated_1.Impersonated) {
            return { client_email: client.getTargetPrincipal() };
          }
          if (client instanceof baseexternalclient_1.BaseExternalAccountClient) {
            const serviceAccountEmail = client.getServiceAccountEmail();
            if (serviceAccountEmail) {
              return {
                client_email: serviceAccountEmail,
                universe_domain: client.universeDomain
              };
            }
          }
          if (this.jsonContent) {
            return {
              client_email: this.jsonContent.client_email,
              private_key: this.jsonContent.private_key,
              universe_domain: this.jsonContent.universe_domain
            };
          }
          if (await this._checkIsGCE()) {
            const [client_email, universe_domain] = await Promise.all([
              gcpMetadata.instance("service-accounts/default/email"),
              this.getUniverseDomain()
            ]);
            return { client_email, universe_domain };
          }
          throw new Error(exports2.GoogleAuthExceptionMessages.NO_CREDENTIALS_FOUND);
        }
        /**
         * Automatically obtain an {@link AuthClient `AuthClient`} based on the
         * provided configuration. If no options were passed, use Application
         * Default Credentials.
         */
        async getClient() {
          if (this.cachedCredential) {
            if (this.cachedCredential instanceof jwtclient_1.JWT) {
              this.setGapicJWTValues(this.cachedCredential);
            }
            return this.cachedCredential;
          }
          this.#pendingAuthClient = this.#pendingAuthClient || this.#determineClient();
          try {
            const client = await this.#pendingAuthClient;
            if (client instanceof jwtclient_1.JWT) {
              this.setGapicJWTValues(client);
            }
            if (client instanceof gdchclient_1.GdchClient && !client.apiAudience) {
              const opts = this.clientOptions;
              const endpoint = opts.apiEndpoint || opts.servicePath;
              if (endpoint) {
                const scheme = endpoint.startsWith("http") ? "" : "https://";
                const formattedAudience = `${scheme}${endpoint}`.replace(/\/+$/, "");
                const newClient = client.createWithGdchAudience(formattedAudience);
                this.cachedCredential = newClient;
                return newClient;
              }
            }
            return client;
          } finally {
            this.#pendingAuthClient = null;
          }
        }
        async #determineClient() {
          if (this.jsonContent) {
            return this._cacheClientFromJSON(this.jsonContent, this.clientOptions);
          } else if (this.keyFilename) {
            const filePath = path.resolve(this.keyFilename);
            const stream = fs.createReadStream(filePath);
            return await this.fromStreamAsync(stream, this.clientOptions);
          } else if (this.apiKey) {
            const client = await this.fromAPIKey(this.apiKey, this.clientOptions);
            client.scopes = this.scopes;
            const { credential } = await this.#prepareAndCacheClient(client);
            return credential;
          } else {
            const { credential } = await this.getApplicationDefaultAsync(this.clientOptions);
            return credential;
          }
        }
        /**
         * Creates a client which will fetch an ID token for authorization.
         * @param targetAudience the audience for the fetched ID token.
         * @returns IdTokenClient for making HTTP calls authenticated with ID tokens.
         */
        async getIdTokenClient(targetAudience) {
          const client = await this.getClient();
          if (!("fetchIdToken" in client)) {
            throw new Error("Cannot fetch ID token in this environment, use GCE or set the GOOGLE_APPLICATION_CREDENTIALS environment variable to a service account credentials JSON file.");
          }
          return new idtokenclient_1.IdTokenClient({ targetAudience, idTokenProvider: client });
        }
        /**
         * Automatically obtain application default credentials, and return
         * an access token for making requests.
         */
        async getAccessToken() {
          const client = await this.getClient();
          return (await client.getAccessToken()).token;
        }
        /**
         * Obtain the HTTP headers that will provide authorization for a given
         * request.
         */
        async getRequestHeaders(url) {
          const client = await this.getClient();
          return client.getRequestHeaders(url);
        }
        /**
         * Obtain credentials for a request, then attach the appropriate headers to
         * the request options.
         * @param opts Axios or Request options on which to attach the headers
         */
        async authorizeRequest(opts = {}) {
          const url = opts.url;
          const client = await this.getClient();
          const headers = await client.getRequestHeaders(url);
          opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers, headers);
          return opts;
        }
        /**
         * A {@link fetch `fetch`} compliant API for {@link GoogleAuth}.
         *
         * @see {@link GoogleAuth.request} for the classic method.
         *
         * @remarks
         *
         * This is useful as a drop-in replacement for `fetch` API usage.
         *
         * @example
         *
         * ```ts
         * const auth = new GoogleAuth();
         * const fetchWithAuth: typeof fetch = (...args) => auth.fetch(...args);
         * await fetchWithAuth('https://example.com');
         * ```
         *
         * @param args `fetch` API or {@link Gaxios.fetch `Gaxios#fetch`} parameters
         * @returns the {@link GaxiosResponse} with Gaxios-added properties
         */
        async fetch(...args) {
          const client = await this.getClient();
          return client.fetch(...args);
        }
        /**
         * Automatically obtain application default credentials, and make an
         * HTTP request using the given options.
         *
         * @see {@link GoogleAuth.fetch} for the modern method.
         *
         * @param opts Axios request options for the HTTP request.
         */
        async request(opts) {
          const client = await this.getClient();
          return client.request(opts);
        }
        /**
         * Determine the compute environment in which the code is running.
         */
        getEnv() {
          return (0, envDetect_1.getEnv)();
        }
        /**
         * Sign the given data with the current private key, or go out
         * to the IAM API to sign it.
         * @param data The data to be signed.
         * @param endpoint A custom endpoint to use.
         *
         * @example
         * ```
         * sign('data', 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/');
         * ```
         */
        async sign(data, endpoint) {
          const client = await this.getClient();
          const universe = await this.getUniverseDomain();
          endpoint = endpoint || `https://iamcredentials.${universe}/v1/projects/-/serviceAccounts/`;
          if (client instanceof impersonated_1.Impersonated) {
            const signed = await client.sign(data);
            return signed.signedBlob;
          }
          const crypto2 = (0, crypto_1.createCrypto)();
          if (client instanceof jwtclient_1.JWT && client.key) {
            const sign = await crypto2.sign(client.key, data);
            return sign;
          }
          const creds = await this.getCredentials();
          if (!creds.client_email) {
            throw new Error("Cannot sign data without `client_email`.");
          }
          return this.signBlob(crypto2, creds.client_email, data, endpoint);
        }
        async signBlob(crypto2, emailOrUniqueId, data, endpoint) {
          const url = new URL(endpoint + `${emailOrUniqueId}:signBlob`);
          const res = await this.request({
            method: "POST",
            url: url.href,
            data: {
              payload: crypto2.encodeBase64StringUtf8(data)
            },
            retry: true,
            retryConfig: {
              httpMethodsToRetry: ["POST"]
            }
          });
          return res.data.signedBlob;
        }
      }
      exports2.GoogleAuth = GoogleAuth;
    })
  ),
  /***/
  9390: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.IAMAuth = void 0;
      class IAMAuth {
        selector;
        token;
        /**
         * IAM credentials.
         *
         * @param selector the iam authority selector
         * @param token the token
         * @constructor
         */
        constructor(selector, token) {
          this.selector = selector;
          this.token = token;
          this.selector = selector;
          this.token = token;
        }
        /**
         * Acquire the HTTP headers required to make an authenticated request.
         */
        getRequestHeaders() {
          return {
            "x-goog-iam-authority-selector": this.selector,
            "x-goog-iam-authorization-token": this.token
          };
        }
      }
      exports2.IAMAuth = IAMAuth;
    })
  ),
  /***/
  9960: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.IdentityPoolClient = void 0;
      const baseexternalclient_1 = __webpack_require__(142);
      const util_1 = __webpack_require__(7870);
      const filesubjecttokensupplier_1 = __webpack_require__(8551);
      const urlsubjecttokensupplier_1 = __webpack_require__(4627);
      const certificatesubjecttokensupplier_1 = __webpack_require__(6129);
      const stscredentials_1 = __webpack_require__(121);
      const gaxios_1 = __webpack_require__(9816);
      class IdentityPoolClient extends baseexternalclient_1.BaseExternalAccountClient {
        subjectTokenSupplier;
        /**
         * Instantiate an IdentityPoolClient instance using the provided JSON
         * object loaded from an external account credentials file.
         * An error is thrown if the credential is not a valid file-sourced or
         * url-sourced credential or a workforce pool user project is provided
         * with a non workforce audience.
         * @param options The external account options object typically loaded
         *   from the external account JSON credential file. The camelCased options
         *   are aliases for the snake_cased options.
         */
        constructor(options) {
          super(options);
          const opts = (0, util_1.originalOrCamelOptions)(options);
          const credentialSource = opts.get("credential_source");
          const subjectTokenSupplier = opts.get("subject_token_supplier");
          if (!credentialSource && !subjectTokenSupplier) {
            throw new Error("A credential source or subject token supplier must be specified.");
          }
          if (credentialSource && subjectTokenSupplier) {
            throw new Error("Only one of credential source or subject token supplier can be specified.");
          }
          if (subjectTokenSupplier) {
            this.subjectTokenSupplier = subjectTokenSupplier;
            this.credentialSourceType = "programmatic";
          } else {
            const credentialSourceOpts = (0, util_1.originalOrCamelOptions)(credentialSource);
            const formatOpts = (0, util_1.originalOrCamelOptions)(credentialSourceOpts.get("format"));
            const formatType = formatOpts.get("type") || "text";
            const formatSubjectTokenFieldName = formatOpts.get("subject_token_field_name");
            if (formatType !== "json" && formatType !== "text") {
              throw new Error(`Invalid credential_source format "${formatType}"`);
            }
            if (formatType === "json" && !formatSubjectTokenFieldName) {
              throw new Error("Missing subject_token_field_name for JSON credential_source format");
            }
            const file = credentialSourceOpts.get("file");
            const url = credentialSourceOpts.get("url");
            const certificate = credentialSourceOpts.get("certificate");
            const headers = credentialSourceOpts.get("headers");
            if (file && url || url && certificate || file && certificate) {
              throw new Error('No valid Identity Pool "credential_source" provided, must be either file, url, or certificate.');
            } else if (file) {
              this.credentialSourceType = "file";
              this.subjectTokenSupplier = new filesubjecttokensupplier_1.FileSubjectTokenSupplier({
                filePath: file,
                formatType,
                subjectTokenFieldName: formatSubjectTokenFieldName
              });
            } else if (url) {
              this.credentialSourceType = "url";
              this.subjectTokenSupplier = new urlsubjecttokensupplier_1.UrlSubjectTokenSupplier({
                url,
                formatType,
                subjectTokenFieldName: formatSubjectTokenFieldName,
                headers,
                additionalGaxiosOptions: IdentityPoolClient.RETRY_CONFIG
              });
            } else if (certificate) {
              this.credentialSourceType = "certificate";
              const certificateSubjecttokensupplier = new certificatesubjecttokensupplier_1.CertificateSubjectTokenSupplier({
                useDefaultCertificateConfig: certificate.use_default_certificate_config,
                certificateConfigLocation: certificate.certificate_config_location,
                trustChainPath: certificate.trust_chain_path
              });
              this.subjectTokenSupplier = certificateSubjecttokensupplier;
            } else {
              throw new Error('No valid Identity Pool "credential_source" provided, must be either file, url, or certificate.');
            }
          }
        }
        /**
         * Triggered when a external subject token is needed to be exchanged for a GCP
         * access token via GCP STS endpoint. Gets a subject token by calling
         * the configured {@link SubjectTokenSupplier}
         * @return A promise that resolves with the external subject token.
         */
        async retrieveSubjectToken() {
          const subjectToken = await this.subjectTokenSupplier.getSubjectToken(this.supplierContext);
          if (this.subjectTokenSupplier instanceof certificatesubjecttokensupplier_1.CertificateSubjectTokenSupplier) {
            const mtlsAgent = await this.subjectTokenSupplier.createMtlsHttpsAgent();
            this.stsCredential = new stscredentials_1.StsCredentials({
              tokenExchangeEndpoint: this.getTokenUrl(),
              clientAuthentication: this.clientAuth,
              transporter: new gaxios_1.Gaxios({ agent: mtlsAgent })
            });
            this.transporter = new gaxios_1.Gaxios({
              ...this.transporter.defaults || {},
              agent: mtlsAgent
            });
          }
          return subjectToken;
        }
      }
      exports2.IdentityPoolClient = IdentityPoolClient;
    })
  ),
  /***/
  2718: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.IdTokenClient = void 0;
      const oauth2client_1 = __webpack_require__(91);
      class IdTokenClient extends oauth2client_1.OAuth2Client {
        targetAudience;
        idTokenProvider;
        /**
         * Google ID Token client
         *
         * Retrieve ID token from the metadata server.
         * See: https://cloud.google.com/docs/authentication/get-id-token#metadata-server
         */
        constructor(options) {
          super(options);
          this.targetAudience = options.targetAudience;
          this.idTokenProvider = options.idTokenProvider;
        }
        async getRequestMetadataAsync() {
          if (!this.credentials.id_token || !this.credentials.expiry_date || this.isTokenExpiring()) {
            const idToken = await this.idTokenProvider.fetchIdToken(this.targetAudience);
            this.credentials = {
              id_token: idToken,
              expiry_date: this.getIdTokenExpiryDate(idToken)
            };
          }
          const headers = new Headers({
            authorization: "Bearer " + this.credentials.id_token
          });
          return { headers };
        }
        getIdTokenExpiryDate(idToken) {
          const payloadB64 = idToken.split(".")[1];
          if (payloadB64) {
            const payload = JSON.parse(Buffer.from(payloadB64, "base64").toString("ascii"));
            return payload.exp * 1e3;
          }
        }
      }
      exports2.IdTokenClient = IdTokenClient;
    })
  ),
  /***/
  9964: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.Impersonated = exports2.IMPERSONATED_ACCOUNT_TYPE = void 0;
      const oauth2client_1 = __webpack_require__(91);
      const gaxios_1 = __webpack_require__(9816);
      const util_1 = __webpack_require__(7870);
      exports2.IMPERSONATED_ACCOUNT_TYPE = "impersonated_service_account";
      class Impersonated extends oauth2client_1.OAuth2Client {
        sourceClient;
        targetPrincipal;
        targetScopes;
        delegates;
        lifetime;
        endpoint;
        /**
         * Impersonated service account credentials.
         *
         * Create a new access token by impersonating another service account.
         *
         * Impersonated Credentials allowing credentials issued to a user or
         * service account to impersonate another. The source project using
         * Impersonated Credentials must enable the "IAMCredentials" API.
         * Also, the target service account must grant the orginating principal
         * the "Service Account Token Creator" IAM role.
         *
         * **IMPORTANT**: This method does not validate the credential configuration.
         * A security risk occurs when a credential configuration configured with
         * malicious URLs is used. When the credential configuration is accepted from
         * an untrusted source, you should validate it before using it with this
         * method. For more details, see
         * https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.
         *
         * @param {object} options - The configuration object.
         * @param {object} [options.sourceClient] the source credential used as to
         * acquire the impersonated credentials.
         * @param {string} [options.targetPrincipal] the service account to
         * impersonate.
         * @param {string[]} [options.delegates] the chained list of delegates
         * required to grant the final access_token. If set, the sequence of
         * identities must have "Service Account Token Creator" capability granted to
         * the preceding identity. For example, if set to [serviceAccountB,
         * serviceAccountC], the sourceCredential must have the Token Creator role on
         * serviceAccountB. serviceAccountB must have the Token Creator on
         * serviceAccountC. Finally, C must have Token Creator on target_principal.
         * If left unset, sourceCredential must have that role on targetPrincipal.
         * @param {string[]} [options.targetScopes] scopes to request during the
         * authorization grant.
         * @param {number} [options.lifetime] number of seconds the delegated
         * credential should be valid for up to 3600 seconds by default, or 43,200
         * seconds by extending the token's lifetime, see:
         * https://cloud.google.com/iam/docs/creating-short-lived-service-account-credentials#sa-credentials-oauth
         * @param {string} [options.endpoint] api endpoint override.
         */
        constructor(options = {}) {
          super(options);
          if (!(0, util_1.isAdcWarningSuppressed)()) {
            console.warn("The `Impersonated` constructor does not validate the credential configuration. A security risk occurs when a credential configuration configured with malicious URLs is used. When the credential configuration is accepted from an untrusted source, you should validate it before using it with this method. For more details, see https://cloud.google.com/docs/authentication/external/externally-sourced-credentials.");
          }
          this.credentials = {
            expiry_date: 1,
            refresh_token: "impersonated-placeholder"
          };
          this.sourceClient = options.sourceClient ?? new oauth2client_1.OAuth2Client();
          this.targetPrincipal = options.targetPrincipal ?? "";
          this.delegates = options.delegates ?? [];
          this.targetScopes = options.targetScopes ?? [];
          this.lifetime = options.lifetime ?? 3600;
          const usingExplicitUniverseDomain = !!(0, util_1.originalOrCamelOptions)(options).get("universe_domain");
          if (!usingExplicitUniverseDomain) {
            this.universeDomain = this.sourceClient.universeDomain;
          } else if (this.sourceClient.universeDomain !== this.universeDomain) {
            throw new RangeError(`Universe domain ${this.sourceClient.universeDomain} in source credentials does not match ${this.universeDomain} universe domain set for impersonated credentials.`);
          }
          this.endpoint = options.endpoint ?? `https://iamcredentials.${this.universeDomain}`;
        }
        /**
         * Signs some bytes.
         *
         * {@link https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob Reference Documentation}
         * @param blobToSign String to sign.
         *
         * @returns A {@link SignBlobResponse} denoting the keyID and signedBlob in base64 string
         */
        async sign(blobToSign) {
          await this.sourceClient.getAccessToken();
          const name = `projects/-/serviceAccounts/${this.targetPrincipal}`;
          const u = `${this.endpoint}/v1/${name}:signBlob`;
          const body = {
            delegates: this.delegates,
            payload: Buffer.from(blobToSign).toString("base64")
          };
          const res = await this.sourceClient.request({
            ...Impersonated.RETRY_CONFIG,
            url: u,
            data: body,
            method: "POST"
          });
          return res.data;
        }
        /** The service account email to be impersonated. */
        getTargetPrincipal() {
          return this.targetPrincipal;
        }
        /**
         * Refreshes the access token.
         */
        async refreshToken() {
          try {
            await this.sourceClient.getAccessToken();
            const name = "projects/-/serviceAccounts/" + this.targetPrincipal;
            const u = `${this.endpoint}/v1/${name}:generateAccessToken`;
            const body = {
              delegates: this.delegates,
              scope: this.targetScopes,
              lifetime: this.lifetime + "s"
            };
            const res = await this.sourceClient.request({
              ...Impersonated.RETRY_CONFIG,
              url: u,
              data: body,
              method: "POST"
            });
            const tokenResponse = res.data;
            this.credentials.access_token = tokenResponse.accessToken;
            this.credentials.expiry_date = Date.parse(tokenResponse.expireTime);
            return {
              tokens: this.credentials,
              res
            };
          } catch (error) {
            if (!(error instanceof Error))
              throw error;
            let status = 0;
            let message = "";
            if (error instanceof gaxios_1.GaxiosError) {
              status = error?.response?.data?.error?.status;
              message = error?.response?.data?.error?.message;
            }
            if (status && message) {
              error.message = `${status}: unable to impersonate: ${message}`;
              throw error;
            } else {
              error.message = `unable to impersonate: ${error}`;
              throw error;
            }
          }
        }
        /**
         * Generates an OpenID Connect ID token for a service account.
         *
         * {@link https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateIdToken Reference Documentation}
         *
         * @param targetAudience the audience for the fetched ID token.
         * @param options the for the request
         * @return an OpenID Connect ID token
         */
        async fetchIdToken(targetAudience, options) {
          await this.sourceClient.getAccessToken();
          const name = `projects/-/serviceAccounts/${this.targetPrincipal}`;
          const u = `${this.endpoint}/v1/${name}:generateIdToken`;
          const body = {
            delegates: this.delegates,
            audience: targetAudience,
            includeEmail: options?.includeEmail ?? true,
            useEmailAzp: options?.includeEmail ?? true
          };
          const res = await this.sourceClient.request({
            ...Impersonated.RETRY_CONFIG,
            url: u,
            data: body,
            method: "POST"
          });
          return res.data.token;
        }
      }
      exports2.Impersonated = Impersonated;
    })
  ),
  /***/
  7060: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.JWTAccess = void 0;
      const jws = __webpack_require__(3324);
      const util_1 = __webpack_require__(7870);
      const DEFAULT_HEADER = {
        alg: "RS256",
        typ: "JWT"
      };
      class JWTAccess {
        email;
        key;
        keyId;
        projectId;
        eagerRefreshThresholdMillis;
        cache = new util_1.LRUCache({
          capacity: 500,
          maxAge: 60 * 60 * 1e3
        });
        /**
         * JWTAccess service account credentials.
         *
         * Create a new access token by using the credential to create a new JWT token
         * that's recognized as the access token.
         *
         * @param email the service account email address.
         * @param key the private key that will be used to sign the token.
         * @param keyId the ID of the private key used to sign the token.
         */
        constructor(email, key, keyId, eagerRefreshThresholdMillis) {
          this.email = email;
          this.key = key;
          this.keyId = keyId;
          this.eagerRefreshThresholdMillis = eagerRefreshThresholdMillis ?? 5 * 60 * 1e3;
        }
        /**
         * Ensures that we're caching a key appropriately, giving precedence to scopes vs. url
         *
         * @param url The URI being authorized.
         * @param scopes The scope or scopes being authorized
         * @returns A string that returns the cached key.
         */
        getCachedKey(url, scopes) {
          let cacheKey = url;
          if (scopes && Array.isArray(scopes) && scopes.length) {
            cacheKey = url ? `${url}_${scopes.join("_")}` : `${scopes.join("_")}`;
          } else if (typeof scopes === "string") {
            cacheKey = url ? `${url}_${scopes}` : scopes;
          }
          if (!cacheKey) {
            throw Error("Scopes or url must be provided");
          }
          return cacheKey;
        }
        /**
         * Get a non-expired access token, after refreshing if necessary.
         *
         * @param url The URI being authorized.
         * @param additionalClaims An object with a set of additional claims to
         * include in the payload.
         * @returns An object that includes the authorization header.
         */
        getRequestHeaders(url, additionalClaims, scopes) {
          const key = this.getCachedKey(url, scopes);
          const cachedToken = this.cache.get(key);
          const now = Date.now();
          if (cachedToken && cachedToken.expiration - now > this.eagerRefreshThresholdMillis) {
            return new Headers(cachedToken.headers);
          }
          const iat = Math.floor(Date.now() / 1e3);
          const exp = JWTAccess.getExpirationTime(iat);
          let defaultClaims;
          if (Array.isArray(scopes)) {
            scopes = scopes.join(" ");
          }
          if (scopes) {
            defaultClaims = {
              iss: this.email,
              sub: this.email,
              scope: scopes,
              exp,
              iat
            };
          } else {
            defaultClaims = {
              iss: this.email,
              sub: this.email,
              aud: url,
              exp,
              iat
            };
          }
          if (additionalClaims) {
            for (const claim in defaultClaims) {
              if (additionalClaims[claim]) {
                throw new Error(`The '${claim}' property is not allowed when passing additionalClaims. This claim is included in the JWT by default.`);
              }
            }
          }
          const header = this.keyId ? { ...DEFAULT_HEADER, kid: this.keyId } : DEFAULT_HEADER;
          const payload = Object.assign(defaultClaims, additionalClaims);
          const signedJWT = jws.sign({ header, payload, secret: this.key });
          const headers = new Headers({ authorization: `Bearer ${signedJWT}` });
          this.cache.set(key, {
            expiration: exp * 1e3,
            headers
          });
          return headers;
        }
        /**
         * Returns an expiration time for the JWT token.
         *
         * @param iat The issued at time for the JWT.
         * @returns An expiration time for the JWT.
         */
        static getExpirationTime(iat) {
          const exp = iat + 3600;
          return exp;
        }
        /**
         * Create a JWTAccess credentials instance using the given input options.
         * @param json The input object.
         */
        fromJSON(json) {
          if (!json) {
            throw new Error("Must pass in a JSON object containing the service account auth settings.");
          }
          if (!json.client_email) {
            throw new Error("The incoming JSON object does not contain a client_email field");
          }
          if (!json.private_key) {
            throw new Error("The incoming JSON object does not contain a private_key field");
          }
          this.email = json.client_email;
          this.key = json.private_key;
          this.keyId = json.private_key_id;
          this.projectId = json.project_id;
        }
        fromStream(inputStream, callback) {
          if (callback) {
            this.fromStreamAsync(inputStream).then(() => callback(), callback);
          } else {
            return this.fromStreamAsync(inputStream);
          }
        }
        fromStreamAsync(inputStream) {
          return new Promise((resolve, reject) => {
            if (!inputStream) {
              reject(new Error("Must pass in a stream containing the service account auth settings."));
            }
            let s = "";
            inputStream.setEncoding("utf8").on("data", (chunk) => s += chunk).on("error", reject).on("end", () => {
              try {
                const data = JSON.parse(s);
                this.fromJSON(data);
                resolve();
              } catch (err) {
                reject(err);
              }
            });
          });
        }
      }
      exports2.JWTAccess = JWTAccess;
    })
  ),
  /***/
  5277: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.JWT = void 0;
      const googleToken_1 = __webpack_require__(3067);
      const getCredentials_1 = __webpack_require__(3165);
      const jwtaccess_1 = __webpack_require__(7060);
      const oauth2client_1 = __webpack_require__(91);
      const authclient_1 = __webpack_require__(4810);
      class JWT extends oauth2client_1.OAuth2Client {
        email;
        keyFile;
        key;
        keyId;
        defaultScopes;
        scopes;
        scope;
        subject;
        gtoken;
        additionalClaims;
        useJWTAccessWithScope;
        defaultServicePath;
        access;
        /**
         * JWT service account credentials.
         *
         * Retrieve access token using gtoken.
         *
         * @param options the
         */
        constructor(options = {}) {
          super(options);
          this.email = options.email;
          this.keyFile = options.keyFile;
          this.key = options.key;
          this.keyId = options.keyId;
          this.scopes = options.scopes;
          this.subject = options.subject;
          this.additionalClaims = options.additionalClaims;
          this.credentials = { refresh_token: "jwt-placeholder", expiry_date: 1 };
        }
        /**
         * Creates a copy of the credential with the specified scopes.
         * @param scopes List of requested scopes or a single scope.
         * @return The cloned instance.
         */
        createScoped(scopes) {
          const jwt = new JWT(this);
          jwt.scopes = scopes;
          return jwt;
        }
        /**
         * Obtains the metadata to be sent with the request.
         *
         * @param url the URI being authorized.
         */
        async getRequestMetadataAsync(url) {
          url = this.defaultServicePath ? `https://${this.defaultServicePath}/` : url;
          const useSelfSignedJWT = !this.hasUserScopes() && url || this.useJWTAccessWithScope && this.hasAnyScopes() || this.universeDomain !== authclient_1.DEFAULT_UNIVERSE;
          if (this.subject && this.universeDomain !== authclient_1.DEFAULT_UNIVERSE) {
            throw new RangeError(`Service Account user is configured for the credential. Domain-wide delegation is not supported in universes other than ${authclient_1.DEFAULT_UNIVERSE}`);
          }
          if (!this.apiKey && useSelfSignedJWT) {
            if (this.additionalClaims && this.additionalClaims.target_audience) {
              const { tokens } = await this.refreshToken();
              return {
                headers: this.addSharedMetadataHeaders(new Headers({
                  authorization: `Bearer ${tokens.id_token}`
                }))
              };
            } else {
              if (!this.access) {
                this.access = new jwtaccess_1.JWTAccess(this.email, this.key, this.keyId, this.eagerRefreshThresholdMillis);
              }
              let scopes;
              if (this.hasUserScopes()) {
                scopes = this.scopes;
              } else if (!url) {
                scopes = this.defaultScopes;
              }
              const useScopes = this.useJWTAccessWithScope || this.universeDomain !== authclient_1.DEFAULT_UNIVERSE;
              const headers = await this.access.getRequestHeaders(
                url ?? void 0,
                this.additionalClaims,
                // Scopes take precedent over audience for signing,
                // so we only provide them if `useJWTAccessWithScope` is on or
                // if we are in a non-default universe
                useScopes ? scopes : void 0
              );
              return { headers: this.addSharedMetadataHeaders(headers) };
            }
          } else if (this.hasAnyScopes() || this.apiKey) {
            return super.getRequestMetadataAsync(url);
          } else {
            return { headers: new Headers() };
          }
        }
        /**
         * Fetches an ID token.
         * @param targetAudience the audience for the fetched ID token.
         */
        async fetchIdToken(targetAudience) {
          const gtoken = new googleToken_1.GoogleToken({
            iss: this.email,
            sub: this.subject,
            scope: this.scopes || this.defaultScopes,
            keyFile: this.keyFile,
            key: this.key,
            additionalClaims: { target_audience: targetAudience },
            transporter: this.transporter
          });
          await gtoken.getToken({
            forceRefresh: true
          });
          if (!gtoken.idToken) {
            throw new Error("Unknown error: Failed to fetch ID token");
          }
          return gtoken.idToken;
        }
        /**
         * Determine if there are currently scopes available.
         */
        hasUserScopes() {
          if (!this.scopes) {
            return false;
          }
          return this.scopes.length > 0;
        }
        /**
         * Are there any default or user scopes defined.
         */
        hasAnyScopes() {
          if (this.scopes && this.scopes.length > 0)
            return true;
          if (this.defaultScopes && this.defaultScopes.length > 0)
            return true;
          return false;
        }
        authorize(callback) {
          if (callback) {
            this.authorizeAsync().then((r) => callback(null, r), callback);
          } else {
            return this.authorizeAsync();
          }
        }
        async authorizeAsync() {
          const result = await this.refreshToken();
          if (!result) {
            throw new Error("No result returned");
          }
          this.credentials = result.tokens;
          this.credentials.refresh_token = "jwt-placeholder";
          this.key = this.gtoken.googleTokenOptions?.key;
          this.email = this.gtoken.googleTokenOptions?.iss;
          return result.tokens;
        }
        /**
         * Refreshes the access token.
         * @param refreshToken ignored
         * @private
         */
        async refreshTokenNoCache() {
          const gtoken = this.createGToken();
          const token = await gtoken.getToken({
            forceRefresh: this.isTokenExpiring()
          });
          const tokens = {
            access_token: token.access_token,
            token_type: "Bearer",
            expiry_date: gtoken.expiresAt,
            id_token: gtoken.idToken
          };
          this.emit("tokens", tokens);
          return { res: null, tokens };
        }
        /**
         * Create a gToken if it doesn't already exist.
         */
        createGToken() {
          if (!this.gtoken) {
            this.gtoken = new googleToken_1.GoogleToken({
              iss: this.email,
              sub: this.subject,
              scope: this.scopes || this.defaultScopes,
              keyFile: this.keyFile,
              key: this.key,
              additionalClaims: this.additionalClaims,
              transporter: this.transporter
            });
          }
          return this.gtoken;
        }
        /**
         * Create a JWT credentials instance using the given input options.
         * @param json The input object.
         *
         * @remarks
         *
         * **Important**: If you accept a credential configuration (credential JSON/File/Stream) from an external source for authentication to Google Cloud, you must validate it before providing it to any Google API or library. Providing an unvalidated credential configuration to Google APIs can compromise the security of your systems and data. For more information, refer to {@link https://cloud.google.com/docs/authentication/external/externally-sourced-credentials Validate credential configurations from external sources}.
         */
        fromJSON(json) {
          if (!json) {
            throw new Error("Must pass in a JSON object containing the service account auth settings.");
          }
          if (!json.client_email) {
            throw new Error("The incoming JSON object does not contain a client_email field");
          }
          if (!json.private_key) {
            throw new Error("The incoming JSON object does not contain a private_key field");
          }
          this.email = json.client_email;
          this.key = json.private_key;
          this.keyId = json.private_key_id;
          this.projectId = json.project_id;
          this.quotaProjectId = json.quota_project_id;
          this.universeDomain = json.universe_domain || this.universeDomain;
        }
        fromStream(inputStream, callback) {
          if (callback) {
            this.fromStreamAsync(inputStream).then(() => callback(), callback);
          } else {
            return this.fromStreamAsync(inputStream);
          }
        }
        fromStreamAsync(inputStream) {
          return new Promise((resolve, reject) => {
            if (!inputStream) {
              throw new Error("Must pass in a stream containing the service account auth settings.");
            }
            let s = "";
            inputStream.setEncoding("utf8").on("error", reject).on("data", (chunk) => s += chunk).on("end", () => {
              try {
                const data = JSON.parse(s);
                this.fromJSON(data);
                resolve();
              } catch (e) {
                reject(e);
              }
            });
          });
        }
        /**
         * Creates a JWT credentials instance using an API Key for authentication.
         * @param apiKey The API Key in string form.
         */
        fromAPIKey(apiKey) {
          if (typeof apiKey !== "string") {
            throw new Error("Must provide an API Key string.");
          }
          this.apiKey = apiKey;
        }
        /**
         * Using the key or keyFile on the JWT client, obtain an object that contains
         * the key and the client email.
         */
        async getCredentials() {
          if (this.key) {
            return { private_key: this.key, client_email: this.email };
          } else if (this.keyFile) {
            const gtoken = this.createGToken();
            const creds = await (0, getCredentials_1.getCredentials)(this.keyFile);
            return { private_key: creds.privateKey, client_email: creds.clientEmail };
          }
          throw new Error("A key or a keyFile must be provided to getCredentials.");
        }
      }
      exports2.JWT = JWT;
    })
  ),
  /***/
  3882: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.LoginTicket = void 0;
      class LoginTicket {
        envelope;
        payload;
        /**
         * Create a simple class to extract user ID from an ID Token
         *
         * @param {string} env Envelope of the jwt
         * @param {TokenPayload} pay Payload of the jwt
         * @constructor
         */
        constructor(env, pay) {
          this.envelope = env;
          this.payload = pay;
        }
        getEnvelope() {
          return this.envelope;
        }
        getPayload() {
          return this.payload;
        }
        /**
         * Create a simple class to extract user ID from an ID Token
         *
         * @return The user ID
         */
        getUserId() {
          const payload = this.getPayload();
          if (payload && payload.sub) {
            return payload.sub;
          }
          return null;
        }
        /**
         * Returns attributes from the login ticket.  This can contain
         * various information about the user session.
         *
         * @return The envelope and payload
         */
        getAttributes() {
          return { envelope: this.getEnvelope(), payload: this.getPayload() };
        }
      }
      exports2.LoginTicket = LoginTicket;
    })
  ),
  /***/
  91: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.OAuth2Client = exports2.ClientAuthentication = exports2.CertificateFormat = exports2.CodeChallengeMethod = void 0;
      const gaxios_1 = __webpack_require__(9816);
      const querystring = __webpack_require__(3480);
      const stream = __webpack_require__(2203);
      const formatEcdsa = __webpack_require__(325);
      const util_1 = __webpack_require__(7870);
      const crypto_1 = __webpack_require__(8851);
      const authclient_1 = __webpack_require__(4810);
      const loginticket_1 = __webpack_require__(3882);
      var CodeChallengeMethod;
      (function(CodeChallengeMethod2) {
        CodeChallengeMethod2["Plain"] = "plain";
        CodeChallengeMethod2["S256"] = "S256";
      })(CodeChallengeMethod || (exports2.CodeChallengeMethod = CodeChallengeMethod = {}));
      var CertificateFormat;
      (function(CertificateFormat2) {
        CertificateFormat2["PEM"] = "PEM";
        CertificateFormat2["JWK"] = "JWK";
      })(CertificateFormat || (exports2.CertificateFormat = CertificateFormat = {}));
      var ClientAuthentication;
      (function(ClientAuthentication2) {
        ClientAuthentication2["ClientSecretPost"] = "ClientSecretPost";
        ClientAuthentication2["ClientSecretBasic"] = "ClientSecretBasic";
        ClientAuthentication2["None"] = "None";
      })(ClientAuthentication || (exports2.ClientAuthentication = ClientAuthentication = {}));
      class OAuth2Client extends authclient_1.AuthClient {
        redirectUri;
        certificateCache = {};
        certificateExpiry = null;
        certificateCacheFormat = CertificateFormat.PEM;
        refreshTokenPromises = /* @__PURE__ */ new Map();
        endpoints;
        issuers;
        clientAuthentication;
        // TODO: refactor tests to make this private
        _clientId;
        // TODO: refactor tests to make this private
        _clientSecret;
        refreshHandler;
        /**
         * An OAuth2 Client for Google APIs.
         *
         * @param options The OAuth2 Client Options. Passing an `clientId` directly is **@DEPRECATED**.
         * @param clientSecret **@DEPRECATED**. Provide a {@link OAuth2ClientOptions `OAuth2ClientOptions`} object in the first parameter instead.
         * @param redirectUri **@DEPRECATED**. Provide a {@link OAuth2ClientOptions `OAuth2ClientOptions`} object in the first parameter instead.
         */
        constructor(options = {}, clientSecret, redirectUri) {
          super(typeof options === "object" ? options : {});
          if (typeof options !== "object") {
            options = {
              clientId: options,
              clientSecret,
              redirectUri
            };
          }
          this._clientId = options.clientId || options.client_id;
          this._clientSecret = options.clientSecret || options.client_secret;
          this.redirectUri = options.redirectUri || options.redirect_uris?.[0];
          this.endpoints = {
            tokenInfoUrl: "https://oauth2.googleapis.com/tokeninfo",
            oauth2AuthBaseUrl: "https://accounts.google.com/o/oauth2/v2/auth",
            oauth2TokenUrl: "https://oauth2.googleapis.com/token",
            oauth2RevokeUrl: "https://oauth2.googleapis.com/revoke",
            oauth2FederatedSignonPemCertsUrl: "https://www.googleapis.com/oauth2/v1/certs",
            oauth2FederatedSignonJwkCertsUrl: "https://www.googleapis.com/oauth2/v3/certs",
            oauth2IapPublicKeyUrl: "https://www.gstatic.com/iap/verify/public_key",
            ...options.endpoints
          };
          this.clientAuthentication = options.clientAuthentication || ClientAuthentication.ClientSecretPost;
          this.issuers = options.issuers || [
            "accounts.google.com",
            "https://accounts.google.com",
            this.universeDomain
          ];
        }
        /**
         * @deprecated use instance's {@link OAuth2Client.endpoints}
         */
        static GOOGLE_TOKEN_INFO_URL = "https://oauth2.googleapis.com/tokeninfo";
        /**
         * Clock skew - five minutes in seconds
         */
        static CLOCK_SKEW_SECS_ = 300;
        /**
         * The default max Token Lifetime is one day in seconds
         */
        static DEFAULT_MAX_TOKEN_LIFETIME_SECS_ = 86400;
        /**
         * Generates URL for consent page landing.
         * @param opts Options.
         * @return URL to consent page.
         */
        generateAuthUrl(opts = {}) {
          if (opts.code_challenge_method && !opts.code_challenge) {
            throw new Error("If a code_challenge_method is provided, code_challenge must be included.");
          }
          opts.response_type = opts.response_type || "code";
          opts.client_id = opts.client_id || this._clientId;
          opts.redirect_uri = opts.redirect_uri || this.redirectUri;
          if (Array.isArray(opts.scope)) {
            opts.scope = opts.scope.join(" ");
          }
          const rootUrl = this.endpoints.oauth2AuthBaseUrl.toString();
          return rootUrl + "?" + querystring.stringify(opts);
        }
        generateCodeVerifier() {
          throw new Error("generateCodeVerifier is removed, please use generateCodeVerifierAsync instead.");
        }
        /**
         * Convenience method to automatically generate a code_verifier, and its
         * resulting SHA256. If used, this must be paired with a S256
         * code_challenge_method.
         *
         * For a full example see:
         * https://github.com/googleapis/google-auth-library-nodejs/blob/main/samples/oauth2-codeVerifier.js
         */
        async generateCodeVerifierAsync() {
          const crypto2 = (0, crypto_1.createCrypto)();
          const randomString = crypto2.randomBytesBase64(96);
          const codeVerifier = randomString.replace(/\+/g, "~").replace(/=/g, "_").replace(/\//g, "-");
          const unencodedCodeChallenge = await crypto2.sha256DigestBase64(codeVerifier);
          const codeChallenge = unencodedCodeChallenge.split("=")[0].replace(/\+/g, "-").replace(/\//g, "_");
          return { codeVerifier, codeChallenge };
        }
        getToken(codeOrOptions, callback) {
          const options = typeof codeOrOptions === "string" ? { code: codeOrOptions } : codeOrOptions;
          if (callback) {
            this.getTokenAsync(options).then((r) => callback(null, r.tokens, r.res), (e) => callback(e, null, e.response));
          } else {
            return this.getTokenAsync(options);
          }
        }
        async getTokenAsync(options) {
          const url = this.endpoints.oauth2TokenUrl.toString();
          const headers = new Headers();
          const values = {
            client_id: options.client_id || this._clientId,
            code_verifier: options.codeVerifier,
            code: options.code,
            grant_type: "authorization_code",
            redirect_uri: options.redirect_uri || this.redirectUri
          };
          if (this.clientAuthentication === ClientAuthentication.ClientSecretBasic) {
            const basic = Buffer.from(`${this._clientId}:${this._clientSecret}`);
            headers.set("authorization", `Basic ${basic.toString("base64")}`);
          }
          if (this.clientAuthentication === ClientAuthentication.ClientSecretPost) {
            values.client_secret = this._clientSecret;
          }
          const opts = {
            ...OAuth2Client.RETRY_CONFIG,
            method: "POST",
            url,
            data: new URLSearchParams((0, util_1.removeUndefinedValuesInObject)(values)),
            headers
          };
          authclient_1.AuthClient.setMethodName(opts, "getTokenAsync");
          const res = await this.transporter.request(opts);
          const tokens = res.data;
          if (res.data && res.data.expires_in) {
            tokens.expiry_date = (/* @__PURE__ */ new Date()).getTime() + res.data.expires_in * 1e3;
            delete tokens.expires_in;
          }
          this.emit("tokens", tokens);
          return { tokens, res };
        }
        /**
         * Refreshes the access token.
         * @param refresh_token Existing refresh token.
         * @private
         */
        async refreshToken(refreshToken) {
          if (!refreshToken) {
            return this.refreshTokenNoCache(refreshToken);
          }
          if (this.refreshTokenPromises.has(refreshToken)) {
            return this.refreshTokenPromises.get(refreshToken);
          }
          const p = this.refreshTokenNoCache(refreshToken).then((r) => {
            this.refreshTokenPromises.delete(refreshToken);
            return r;
          }, (e) => {
            this.refreshTokenPromises.delete(refreshToken);
            throw e;
          });
          this.refreshTokenPromises.set(refreshToken, p);
          return p;
        }
        async refreshTokenNoCache(refreshToken) {
          if (!refreshToken) {
            throw new Error("No refresh token is set.");
          }
          const url = this.endpoints.oauth2TokenUrl.toString();
          const data = {
            refresh_token: refreshToken,
            client_id: this._clientId,
            client_secret: this._clientSecret,
            grant_type: "refresh_token"
          };
          let res;
          try {
            const opts = {
              ...OAuth2Client.RETRY_CONFIG,
              method: "POST",
              url,
              data: new URLSearchParams((0, util_1.removeUndefinedValuesInObject)(data))
            };
            authclient_1.AuthClient.setMethodName(opts, "refreshTokenNoCache");
            res = await this.transporter.request(opts);
          } catch (e) {
            if (e instanceof gaxios_1.GaxiosError && e.message === "invalid_grant" && e.response?.data && /ReAuth/i.test(e.response.data.error_description)) {
              e.message = JSON.stringify(e.response.data);
            }
            throw e;
          }
          const tokens = res.data;
          if (res.data && res.data.expires_in) {
            tokens.expiry_date = (/* @__PURE__ */ new Date()).getTime() + res.data.expires_in * 1e3;
            delete tokens.expires_in;
          }
          this.emit("tokens", tokens);
          return { tokens, res };
        }
        refreshAccessToken(callback) {
          if (callback) {
            this.refreshAccessTokenAsync().then((r) => callback(null, r.credentials, r.res), callback);
          } else {
            return this.refreshAccessTokenAsync();
          }
        }
        async refreshAccessTokenAsync() {
          const r = await this.refreshToken(this.credentials.refresh_token);
          const tokens = r.tokens;
          tokens.refresh_token = this.credentials.refresh_token;
          this.credentials = tokens;
          return { credentials: this.credentials, res: r.res };
        }
        getAccessToken(callback) {
          if (callback) {
            this.getAccessTokenAsync().then((r) => callback(null, r.token, r.res), callback);
          } else {
            return this.getAccessTokenAsync();
          }
        }
        async getAccessTokenAsync() {
          const shouldRefresh = !this.credentials.access_token || this.isTokenExpiring();
          if (shouldRefresh) {
            if (!this.credentials.refresh_token) {
              if (this.refreshHandler) {
                const refreshedAccessToken = await this.processAndValidateRefreshHandler();
                if (refreshedAccessToken?.access_token) {
                  this.setCredentials(refreshedAccessToken);
                  return { token: this.credentials.access_token };
                }
              } else {
                throw new Error("No refresh token or refresh handler callback is set.");
              }
            }
            const r = await this.refreshAccessTokenAsync();
            if (!r.credentials || r.credentials && !r.credentials.access_token) {
              throw new Error("Could not refresh access token.");
            }
            return { token: r.credentials.access_token, res: r.res };
          } else {
            return { token: this.credentials.access_token };
          }
        }
        /**
         * The main authentication interface.  It takes an optional url which when
         * present is the endpoint being accessed, and returns a Promise which
         * resolves with authorization header fields.
         *
         * In OAuth2Client, the result has the form:
         * { authorization: 'Bearer <access_token_value>' }
         */
        async getRequestHeaders(url) {
          const headers = (await this.getRequestMetadataAsync(url)).headers;
          return headers;
        }
        async getRequestMetadataAsync(url) {
          url;
          const thisCreds = this.credentials;
          if (!thisCreds.access_token && !thisCreds.refresh_token && !this.apiKey && !this.refreshHandler) {
            throw new Error("No access, refresh token, API key or refresh handler callback is set.");
          }
          if (thisCreds.access_token && !this.isTokenExpiring()) {
            thisCreds.token_type = thisCreds.token_type || "Bearer";
            const headers2 = new Headers({
              authorization: thisCreds.token_type + " " + thisCreds.access_token
            });
            return { headers: this.addSharedMetadataHeaders(headers2) };
          }
          if (this.refreshHandler) {
            const refreshedAccessToken = await this.processAndValidateRefreshHandler();
            if (refreshedAccessToken?.access_token) {
              this.setCredentials(refreshedAccessToken);
              const headers2 = new Headers({
                authorization: "Bearer " + this.credentials.access_token
              });
              return { headers: this.addSharedMetadataHeaders(headers2) };
            }
          }
          if (this.apiKey) {
            return { headers: new Headers({ "X-Goog-Api-Key": this.apiKey }) };
          }
          let r = null;
          let tokens = null;
          try {
            r = await this.refreshToken(thisCreds.refresh_token);
            tokens = r.tokens;
          } catch (err) {
            const e = err;
            if (e.response && (e.response.status === 403 || e.response.status === 404)) {
              e.message = `Could not refresh access token: ${e.message}`;
            }
            throw e;
          }
          const credentials = this.credentials;
          credentials.token_type = credentials.token_type || "Bearer";
          tokens.refresh_token = credentials.refresh_token;
          this.credentials = tokens;
          const headers = new Headers({
            authorization: credentials.token_type + " " + tokens.access_token
          });
          return { headers: this.addSharedMetadataHeaders(headers), res: r.res };
        }
        /**
         * Generates an URL to revoke the given token.
         * @param token The existing token to be revoked.
         *
         * @deprecated use instance method {@link OAuth2Client.getRevokeTokenURL}
         */
        static getRevokeTokenUrl(token) {
          return new OAuth2Client().getRevokeTokenURL(token).toString();
        }
        /**
         * Generates a URL to revoke the given token.
         *
         * @param token The existing token to be revoked.
         */
        getRevokeTokenURL(token) {
          const url = new URL(this.endpoints.oauth2RevokeUrl);
          url.searchParams.append("token", token);
          return url;
        }
        revokeToken(token, callback) {
          const opts = {
            ...OAuth2Client.RETRY_CONFIG,
            url: this.getRevokeTokenURL(token).toString(),
            method: "POST"
          };
          authclient_1.AuthClient.setMethodName(opts, "revokeToken");
          if (callback) {
            this.transporter.request(opts).then((r) => callback(null, r), callback);
          } else {
            return this.transporter.request(opts);
          }
        }
        revokeCredentials(callback) {
          if (callback) {
            this.revokeCredentialsAsync().then((res) => callback(null, res), callback);
          } else {
            return this.revokeCredentialsAsync();
          }
        }
        async revokeCredentialsAsync() {
          const token = this.credentials.access_token;
          this.credentials = {};
          if (token) {
            return this.revokeToken(token);
          } else {
            throw new Error("No access token to revoke.");
          }
        }
        request(opts, callback) {
          if (callback) {
            this.requestAsync(opts).then((r) => callback(null, r), (e) => {
              return callback(e, e.response);
            });
          } else {
            return this.requestAsync(opts);
          }
        }
        async requestAsync(opts, reAuthRetried = false) {
          try {
            const r = await this.getRequestMetadataAsync();
            opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers);
            this.addUserProjectAndAuthHeaders(opts.headers, r.headers);
            if (this.apiKey) {
              opts.headers.set("X-Goog-Api-Key", this.apiKey);
            }
            return await this.transporter.request(opts);
          } catch (e) {
            const res = e.response;
            if (res) {
              const statusCode = res.status;
              const mayRequireRefresh = this.credentials && this.credentials.access_token && this.credentials.refresh_token && (!this.credentials.expiry_date || this.forceRefreshOnFailure);
              const mayRequireRefreshWithNoRefreshToken = this.credentials && this.credentials.access_token && !this.credentials.refresh_token && (!this.credentials.expiry_date || this.forceRefreshOnFailure) && this.refreshHandler;
              const isReadableStream = res.config.data instanceof stream.Readable;
              const isAuthErr = statusCode === 401 || statusCode === 403;
              if (!reAuthRetried && isAuthErr && !isReadableStream && mayRequireRefresh) {
                await this.refreshAccessTokenAsync();
                return this.requestAsync(opts, true);
              } else if (!reAuthRetried && isAuthErr && !isReadableStream && mayRequireRefreshWithNoRefreshToken) {
                const refreshedAccessToken = await this.processAndValidateRefreshHandler();
                if (refreshedAccessToken?.access_token) {
                  this.setCredentials(refreshedAccessToken);
                }
                return this.requestAsync(opts, true);
              }
            }
            throw e;
          }
        }
        verifyIdToken(options, callback) {
          if (callback && typeof callback !== "function") {
            throw new Error("This method accepts an options object as the first parameter, which includes the idToken, audience, and maxExpiry.");
          }
          if (callback) {
            this.verifyIdTokenAsync(options).then((r) => callback(null, r), callback);
          } else {
            return this.verifyIdTokenAsync(options);
          }
        }
        async verifyIdTokenAsync(options) {
          if (!options.idToken) {
            throw new Error("The verifyIdToken method requires an ID Token");
          }
          const response = await this.getFederatedSignonCertsAsync();
          const login = await this.verifySignedJwtWithCertsAsync(options.idToken, response.certs, options.audience, this.issuers, options.maxExpiry);
          return login;
        }
        /**
         * Obtains information about the provisioned access token.  Especially useful
         * if you want to check the scopes that were provisioned to a given token.
         *
         * @param accessToken Required.  The Access Token for which you want to get
         * user info.
         */
        async getTokenInfo(accessToken) {
          const { data } = await this.transporter.request({
            ...OAuth2Client.RETRY_CONFIG,
            method: "POST",
            headers: {
              "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
              authorization: `Bearer ${accessToken}`
            },
            url: this.endpoints.tokenInfoUrl.toString()
          });
          const info = Object.assign({
            expiry_date: (/* @__PURE__ */ new Date()).getTime() + data.expires_in * 1e3,
            scopes: data.scope.split(" ")
          }, data);
          delete info.expires_in;
          delete info.scope;
          return info;
        }
        getFederatedSignonCerts(callback) {
          if (callback) {
            this.getFederatedSignonCertsAsync().then((r) => callback(null, r.certs, r.res), callback);
          } else {
            return this.getFederatedSignonCertsAsync();
          }
        }
        async getFederatedSignonCertsAsync() {
          const nowTime = (/* @__PURE__ */ new Date()).getTime();
          const format = (0, crypto_1.hasBrowserCrypto)() ? CertificateFormat.JWK : CertificateFormat.PEM;
          if (this.certificateExpiry && nowTime < this.certificateExpiry.getTime() && this.certificateCacheFormat === format) {
            return { certs: this.certificateCache, format };
          }
          let res;
          let url;
          switch (format) {
            case CertificateFormat.PEM:
              url = this.endpoints.oauth2FederatedSignonPemCertsUrl.toString();
              break;
            case CertificateFormat.JWK:
              url = this.endpoints.oauth2FederatedSignonJwkCertsUrl.toString();
              break;
            default:
              throw new Error(`Unsupported certificate format ${format}`);
          }
          try {
            const opts = {
              ...OAuth2Client.RETRY_CONFIG,
              url
            };
            authclient_1.AuthClient.setMethodName(opts, "getFederatedSignonCertsAsync");
            res = await this.transporter.request(opts);
          } catch (e) {
            if (e instanceof Error) {
              e.message = `Failed to retrieve verification certificates: ${e.message}`;
            }
            throw e;
          }
          const cacheControl = res?.headers.get("cache-control");
          let cacheAge = -1;
          if (cacheControl) {
            const maxAge = /max-age=(?<maxAge>[0-9]+)/.exec(cacheControl)?.groups?.maxAge;
            if (maxAge) {
              cacheAge = Number(maxAge) * 1e3;
            }
          }
          let certificates = {};
          switch (format) {
            case CertificateFormat.PEM:
              certificates = res.data;
              break;
            case CertificateFormat.JWK:
              for (const key of res.data.keys) {
                certificates[key.kid] = key;
              }
              break;
            default:
              throw new Error(`Unsupported certificate format ${format}`);
          }
          const now = /* @__PURE__ */ new Date();
          this.certificateExpiry = cacheAge === -1 ? null : new Date(now.getTime() + cacheAge);
          this.certificateCache = certificates;
          this.certificateCacheFormat = format;
          return { certs: certificates, format, res };
        }
        getIapPublicKeys(callback) {
          if (callback) {
            this.getIapPublicKeysAsync().then((r) => callback(null, r.pubkeys, r.res), callback);
          } else {
            return this.getIapPublicKeysAsync();
          }
        }
        async getIapPublicKeysAsync() {
          let res;
          const url = this.endpoints.oauth2IapPublicKeyUrl.toString();
          try {
            const opts = {
              ...OAuth2Client.RETRY_CONFIG,
              url
            };
            authclient_1.AuthClient.setMethodName(opts, "getIapPublicKeysAsync");
            res = await this.transporter.request(opts);
          } catch (e) {
            if (e instanceof Error) {
              e.message = `Failed to retrieve verification certificates: ${e.message}`;
            }
            throw e;
          }
          return { pubkeys: res.data, res };
        }
        verifySignedJwtWithCerts() {
          throw new Error("verifySignedJwtWithCerts is removed, please use verifySignedJwtWithCertsAsync instead.");
        }
        /**
         * Verify the id token is signed with the correct certificate
         * and is from the correct audience.
         * @param jwt The jwt to verify (The ID Token in this case).
         * @param certs The array of certs to test the jwt against.
         * @param requiredAudience The audience to test the jwt against.
         * @param issuers The allowed issuers of the jwt (Optional).
         * @param maxExpiry The max expiry the certificate can be (Optional).
         * @return Returns a promise resolving to LoginTicket on verification.
         */
        async verifySignedJwtWithCertsAsync(jwt, certs, requiredAudience, issuers, maxExpiry) {
          const crypto2 = (0, crypto_1.createCrypto)();
          if (!maxExpiry) {
            maxExpiry = OAuth2Client.DEFAULT_MAX_TOKEN_LIFETIME_SECS_;
          }
          const segments = jwt.split(".");
          if (segments.length !== 3) {
            throw new Error("Wrong number of segments in token: " + jwt);
          }
          const signed = segments[0] + "." + segments[1];
          let signature = segments[2];
          let envelope;
          let payload;
          try {
            envelope = JSON.parse(crypto2.decodeBase64StringUtf8(segments[0]));
          } catch (err) {
            if (err instanceof Error) {
              err.message = `Can't parse token envelope: ${segments[0]}': ${err.message}`;
            }
            throw err;
          }
          if (!envelope) {
            throw new Error("Can't parse token envelope: " + segments[0]);
          }
          try {
            payload = JSON.parse(crypto2.decodeBase64StringUtf8(segments[1]));
          } catch (err) {
            if (err instanceof Error) {
              err.message = `Can't parse token payload '${segments[0]}`;
            }
            throw err;
          }
          if (!payload) {
            throw new Error("Can't parse token payload: " + segments[1]);
          }
          if (!Object.prototype.hasOwnProperty.call(certs, envelope.kid)) {
            throw new Error("No pem found for envelope: " + JSON.stringify(envelope));
          }
          const cert = certs[envelope.kid];
          if (envelope.alg === "ES256") {
            signature = formatEcdsa.joseToDer(signature, "ES256").toString("base64");
          }
          const verified = await crypto2.verify(cert, signed, signature);
          if (!verified) {
            throw new Error("Invalid token signature: " + jwt);
          }
          if (!payload.iat) {
            throw new Error("No issue time in token: " + JSON.stringify(payload));
          }
          if (!payload.exp) {
            throw new Error("No expiration time in token: " + JSON.stringify(payload));
          }
          const iat = Number(payload.iat);
          if (isNaN(iat))
            throw new Error("iat field using invalid format");
          const exp = Number(payload.exp);
          if (isNaN(exp))
            throw new Error("exp field using invalid format");
          const now = (/* @__PURE__ */ new Date()).getTime() / 1e3;
          if (exp >= now + maxExpiry) {
            throw new Error("Expiration time too far in future: " + JSON.stringify(payload));
          }
          const earliest = iat - OAuth2Client.CLOCK_SKEW_SECS_;
          const latest = exp + OAuth2Client.CLOCK_SKEW_SECS_;
          if (now < earliest) {
            throw new Error("Token used too early, " + now + " < " + earliest + ": " + JSON.stringify(payload));
          }
          if (now > latest) {
            throw new Error("Token used too late, " + now + " > " + latest + ": " + JSON.stringify(payload));
          }
          if (issuers && issuers.indexOf(payload.iss) < 0) {
            throw new Error("Invalid issuer, expected one of [" + issuers + "], but got " + payload.iss);
          }
          if (typeof requiredAudience !== "undefined" && requiredAudience !== null) {
            const aud = payload.aud;
            let audVerified = false;
            if (requiredAudience.constructor === Array) {
              audVerified = requiredAudience.indexOf(aud) > -1;
            } else {
              audVerified = aud === requiredAudience;
            }
            if (!audVerified) {
              throw new Error("Wrong recipient, payload audience != requiredAudience");
            }
          }
          return new loginticket_1.LoginTicket(envelope, payload);
        }
        /**
         * Returns a promise that resolves with AccessTokenResponse type if
         * refreshHandler is defined.
         * If not, nothing is returned.
         */
        async processAndValidateRefreshHandler() {
          if (this.refreshHandler) {
            const accessTokenResponse = await this.refreshHandler();
            if (!accessTokenResponse.access_token) {
              throw new Error("No access token is returned by the refreshHandler callback.");
            }
            return accessTokenResponse;
          }
          return;
        }
        /**
         * Returns true if a token is expired or will expire within
         * eagerRefreshThresholdMillismilliseconds.
         * If there is no expiry time, assumes the token is not expired or expiring.
         */
        isTokenExpiring() {
          const expiryDate = this.credentials.expiry_date;
          return expiryDate ? expiryDate <= (/* @__PURE__ */ new Date()).getTime() + this.eagerRefreshThresholdMillis : false;
        }
      }
      exports2.OAuth2Client = OAuth2Client;
    })
  ),
  /***/
  9034: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.OAuthClientAuthHandler = void 0;
      exports2.getErrorFromOAuthErrorResponse = getErrorFromOAuthErrorResponse;
      const gaxios_1 = __webpack_require__(9816);
      const crypto_1 = __webpack_require__(8851);
      const METHODS_SUPPORTING_REQUEST_BODY = ["PUT", "POST", "PATCH"];
      class OAuthClientAuthHandler {
        #crypto = (0, crypto_1.createCrypto)();
        #clientAuthentication;
        transporter;
        /**
         * Instantiates an OAuth client authentication handler.
         * @param options The OAuth Client Auth Handler instance options. Passing an `ClientAuthentication` directly is **@DEPRECATED**.
         */
        constructor(options) {
          if (options && "clientId" in options) {
            this.#clientAuthentication = options;
            this.transporter = new gaxios_1.Gaxios();
          } else {
            this.#clientAuthentication = options?.clientAuthentication;
            this.transporter = options?.transporter || new gaxios_1.Gaxios();
          }
        }
        /**
         * Applies client authentication on the OAuth request's headers or POST
         * body but does not process the request.
         * @param opts The GaxiosOptions whose headers or data are to be modified
         *   depending on the client authentication mechanism to be used.
         * @param bearerToken The optional bearer token to use for authentication.
         *   When this is used, no client authentication credentials are needed.
         */
        applyClientAuthenticationOptions(opts, bearerToken) {
          opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers);
          this.injectAuthenticatedHeaders(opts, bearerToken);
          if (!bearerToken) {
            this.injectAuthenticatedRequestBody(opts);
          }
        }
        /**
         * Applies client authentication on the request's header if either
         * basic authentication or bearer token authentication is selected.
         *
         * @param opts The GaxiosOptions whose headers or data are to be modified
         *   depending on the client authentication mechanism to be used.
         * @param bearerToken The optional bearer token to use for authentication.
         *   When this is used, no client authentication credentials are needed.
         */
        injectAuthenticatedHeaders(opts, bearerToken) {
          if (bearerToken) {
            opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers, {
              authorization: `Bearer ${bearerToken}`
            });
          } else if (this.#clientAuthentication?.confidentialClientType === "basic") {
            opts.headers = gaxios_1.Gaxios.mergeHeaders(opts.headers);
            const clientId = this.#clientAuthentication.clientId;
            const clientSecret = this.#clientAuthentication.clientSecret || "";
            const base64EncodedCreds = this.#crypto.encodeBase64StringUtf8(`${clientId}:${clientSecret}`);
            gaxios_1.Gaxios.mergeHeaders(opts.headers, {
              authorization: `Basic ${base64EncodedCreds}`
            });
          }
        }
        /**
         * Applies client authentication on the request's body if request-body
         * client authentication is selected.
         *
         * @param opts The GaxiosOptions whose headers or data are to be modified
         *   depending on the client authentication mechanism to be used.
         */
        injectAuthenticatedRequestBody(opts) {
          if (this.#clientAuthentication?.confidentialClientType === "request-body") {
            const method = (opts.method || "GET").toUpperCase();
            if (!METHODS_SUPPORTING_REQUEST_BODY.includes(method)) {
              throw new Error(`${method} HTTP method does not support ${this.#clientAuthentication.confidentialClientType} client authentication`);
            }
            const headers = new Headers(opts.headers);
            const contentType = headers.get("content-type");
            if (contentType?.startsWith("application/x-www-form-urlencoded") || opts.data instanceof URLSearchParams) {
              const data = new URLSearchParams(opts.data ?? "");
              data.append("client_id", this.#clientAuthentication.clientId);
              data.append("client_secret", this.#clientAuthentication.clientSecret || "");
              opts.data = data;
            } else if (contentType?.startsWith("application/json")) {
              opts.data = opts.data || {};
              Object.assign(opts.data, {
                client_id: this.#clientAuthentication.clientId,
                client_secret: this.#clientAuthentication.clientSecret || ""
              });
            } else {
              throw new Error(`${contentType} content-types are not supported with ${this.#clientAuthentication.confidentialClientType} client authentication`);
            }
          }
        }
        /**
         * Retry config for Auth-related requests.
         *
         * @remarks
         *
         * This is not a part of the default {@link AuthClient.transporter transporter/gaxios}
         * config as some downstream APIs would prefer if customers explicitly enable retries,
         * such as GCS.
         */
        static get RETRY_CONFIG() {
          return {
            retry: true,
            retryConfig: {
              httpMethodsToRetry: ["GET", "PUT", "POST", "HEAD", "OPTIONS", "DELETE"]
            }
          };
        }
      }
      exports2.OAuthClientAuthHandler = OAuthClientAuthHandler;
      function getErrorFromOAuthErrorResponse(resp, err) {
        const errorCode = resp.error;
        const errorDescription = resp.error_description;
        const errorUri = resp.error_uri;
        let message = `Error code ${errorCode}`;
        if (typeof errorDescription !== "undefined") {
          message += `: ${errorDescription}`;
        }
        if (typeof errorUri !== "undefined") {
          message += ` - ${errorUri}`;
        }
        const newError = new Error(message);
        if (err) {
          const keys = Object.keys(err);
          if (err.stack) {
            keys.push("stack");
          }
          keys.forEach((key) => {
            if (key !== "message") {
              Object.defineProperty(newError, key, {
                value: err[key],
                writable: false,
                enumerable: true
              });
            }
          });
        }
        return newError;
      }
    })
  ),
  /***/
  2045: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.PassThroughClient = void 0;
      const authclient_1 = __webpack_require__(4810);
      class PassThroughClient extends authclient_1.AuthClient {
        /**
         * Creates a request without any authentication headers or checks.
         *
         * @remarks
         *
         * In testing environments it may be useful to change the provided
         * {@link AuthClient.transporter} for any desired request overrides/handling.
         *
         * @param opts
         * @returns The response of the request.
         */
        async request(opts) {
          return this.transporter.request(opts);
        }
        /**
         * A required method of the base class.
         * Always will return an empty object.
         *
         * @returns {}
         */
        async getAccessToken() {
          return {};
        }
        /**
         * A required method of the base class.
         * Always will return an empty object.
         *
         * @returns {}
         */
        async getRequestHeaders() {
          return new Headers();
        }
      }
      exports2.PassThroughClient = PassThroughClient;
    })
  ),
  /***/
  6077: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.PluggableAuthClient = exports2.ExecutableError = void 0;
      const baseexternalclient_1 = __webpack_require__(142);
      const executable_response_1 = __webpack_require__(3247);
      const pluggable_auth_handler_1 = __webpack_require__(908);
      var pluggable_auth_handler_2 = __webpack_require__(908);
      Object.defineProperty(exports2, "ExecutableError", { enumerable: true, get: function() {
        return pluggable_auth_handler_2.ExecutableError;
      } });
      const DEFAULT_EXECUTABLE_TIMEOUT_MILLIS = 30 * 1e3;
      const MINIMUM_EXECUTABLE_TIMEOUT_MILLIS = 5 * 1e3;
      const MAXIMUM_EXECUTABLE_TIMEOUT_MILLIS = 120 * 1e3;
      const GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES = "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES";
      const MAXIMUM_EXECUTABLE_VERSION = 1;
      class PluggableAuthClient extends baseexternalclient_1.BaseExternalAccountClient {
        /**
         * The command used to retrieve the third party token.
         */
        command;
        /**
         * The timeout in milliseconds for running executable,
         * set to default if none provided.
         */
        timeoutMillis;
        /**
         * The path to file to check for cached executable response.
         */
        outputFile;
        /**
         * Executable and output file handler.
         */
        handler;
        /**
         * Instantiates a PluggableAuthClient instance using the provided JSON
         * object loaded from an external account credentials file.
         * An error is thrown if the credential is not a valid pluggable auth credential.
         * @param options The external account options object typically loaded from
         *   the external account JSON credential file.
         */
        constructor(options) {
          super(options);
          if (!options.credential_source.executable) {
            throw new Error('No valid Pluggable Auth "credential_source" provided.');
          }
          this.command = options.credential_source.executable.command;
          if (!this.command) {
            throw new Error('No valid Pluggable Auth "credential_source" provided.');
          }
          if (options.credential_source.executable.timeout_millis === void 0) {
            this.timeoutMillis = DEFAULT_EXECUTABLE_TIMEOUT_MILLIS;
          } else {
            this.timeoutMillis = options.credential_source.executable.timeout_millis;
            if (this.timeoutMillis < MINIMUM_EXECUTABLE_TIMEOUT_MILLIS || this.timeoutMillis > MAXIMUM_EXECUTABLE_TIMEOUT_MILLIS) {
              throw new Error(`Timeout must be between ${MINIMUM_EXECUTABLE_TIMEOUT_MILLIS} and ${MAXIMUM_EXECUTABLE_TIMEOUT_MILLIS} milliseconds.`);
            }
          }
          this.outputFile = options.credential_source.executable.output_file;
          this.handler = new pluggable_auth_handler_1.PluggableAuthHandler({
            command: this.command,
            timeoutMillis: this.timeoutMillis,
            outputFile: this.outputFile
          });
          this.credentialSourceType = "executable";
        }
        /**
         * Triggered when an external subject token is needed to be exchanged for a
         * GCP access token via GCP STS endpoint.
         * This uses the `options.credential_source` object to figure out how
         * to retrieve the token using the current environment. In this case,
         * this calls a user provided executable which returns the subject token.
         * The logic is summarized as:
         * 1. Validated that the executable is allowed to run. The
         *    GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES environment must be set to
         *    1 for security reasons.
         * 2. If an output file is specified by the user, check the file location
         *    for a response. If the file exists and contains a valid response,
         *    return the subject token from the file.
         * 3. Call the provided executable and return response.
         * @return A promise that resolves with the external subject token.
         */
        async retrieveSubjectToken() {
          if (process.env[GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES] !== "1") {
            throw new Error("Pluggable Auth executables need to be explicitly allowed to run by setting the GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES environment Variable to 1.");
          }
          let executableResponse = void 0;
          if (this.outputFile) {
            executableResponse = await this.handler.retrieveCachedResponse();
          }
          if (!executableResponse) {
            const envMap = /* @__PURE__ */ new Map();
            envMap.set("GOOGLE_EXTERNAL_ACCOUNT_AUDIENCE", this.audience);
            envMap.set("GOOGLE_EXTERNAL_ACCOUNT_TOKEN_TYPE", this.subjectTokenType);
            envMap.set("GOOGLE_EXTERNAL_ACCOUNT_INTERACTIVE", "0");
            if (this.outputFile) {
              envMap.set("GOOGLE_EXTERNAL_ACCOUNT_OUTPUT_FILE", this.outputFile);
            }
            const serviceAccountEmail = this.getServiceAccountEmail();
            if (serviceAccountEmail) {
              envMap.set("GOOGLE_EXTERNAL_ACCOUNT_IMPERSONATED_EMAIL", serviceAccountEmail);
            }
            executableResponse = await this.handler.retrieveResponseFromExecutable(envMap);
          }
          if (executableResponse.version > MAXIMUM_EXECUTABLE_VERSION) {
            throw new Error(`Version of executable is not currently supported, maximum supported version is ${MAXIMUM_EXECUTABLE_VERSION}.`);
          }
          if (!executableResponse.success) {
            throw new pluggable_auth_handler_1.ExecutableError(executableResponse.errorMessage, executableResponse.errorCode);
          }
          if (this.outputFile) {
            if (!executableResponse.expirationTime) {
              throw new executable_response_1.InvalidExpirationTimeFieldError("The executable response must contain the `expiration_time` field for successful responses when an output_file has been specified in the configuration.");
            }
          }
          if (executableResponse.isExpired()) {
            throw new Error("Executable response is expired.");
          }
          return executableResponse.subjectToken;
        }
      }
      exports2.PluggableAuthClient = PluggableAuthClient;
    })
  ),
  /***/
  908: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.PluggableAuthHandler = exports2.ExecutableError = void 0;
      const executable_response_1 = __webpack_require__(3247);
      const childProcess = __webpack_require__(5317);
      const fs = __webpack_require__(9896);
      class ExecutableError extends Error {
        /**
         * The exit code returned by the executable.
         */
        code;
        constructor(message, code) {
          super(`The executable failed with exit code: ${code} and error message: ${message}.`);
          this.code = code;
          Object.setPrototypeOf(this, new.target.prototype);
        }
      }
      exports2.ExecutableError = ExecutableError;
      class PluggableAuthHandler {
        commandComponents;
        timeoutMillis;
        outputFile;
        /**
         * Instantiates a PluggableAuthHandler instance using the provided
         * PluggableAuthHandlerOptions object.
         */
        constructor(options) {
          if (!options.command) {
            throw new Error("No command provided.");
          }
          this.commandComponents = PluggableAuthHandler.parseCommand(options.command);
          this.timeoutMillis = options.timeoutMillis;
          if (!this.timeoutMillis) {
            throw new Error("No timeoutMillis provided.");
          }
          this.outputFile = options.outputFile;
        }
        /**
         * Calls user provided executable to get a 3rd party subject token and
         * returns the response.
         * @param envMap a Map of additional Environment Variables required for
         *   the executable.
         * @return A promise that resolves with the executable response.
         */
        retrieveResponseFromExecutable(envMap) {
          return new Promise((resolve, reject) => {
            const child = childProcess.spawn(this.commandComponents[0], this.commandComponents.slice(1), {
              env: { ...process.env, ...Object.fromEntries(envMap) }
            });
            let output = "";
            child.stdout.on("data", (data) => {
              output += data;
            });
            child.stderr.on("data", (err) => {
              output += err;
            });
            const timeout = setTimeout(() => {
              child.removeAllListeners();
              child.kill();
              return reject(new Error("The executable failed to finish within the timeout specified."));
            }, this.timeoutMillis);
            child.on("close", (code) => {
              clearTimeout(timeout);
              if (code === 0) {
                try {
                  const responseJson = JSON.parse(output);
                  const response = new executable_response_1.ExecutableResponse(responseJson);
                  return resolve(response);
                } catch (error) {
                  if (error instanceof executable_response_1.ExecutableResponseError) {
                    return reject(error);
                  }
                  return reject(new executable_response_1.ExecutableResponseError(`The executable returned an invalid response: ${output}`));
                }
              } else {
                return reject(new ExecutableError(output, code.toString()));
              }
            });
          });
        }
        /**
         * Checks user provided output file for response from previous run of
         * executable and return the response if it exists, is formatted correctly, and is not expired.
         */
        async retrieveCachedResponse() {
          if (!this.outputFile || this.outputFile.length === 0) {
            return void 0;
          }
          let filePath;
          try {
            filePath = await fs.promises.realpath(this.outputFile);
          } catch {
            return void 0;
          }
          if (!(await fs.promises.lstat(filePath)).isFile()) {
            return void 0;
          }
          const responseString = await fs.promises.readFile(filePath, {
            encoding: "utf8"
          });
          if (responseString === "") {
            return void 0;
          }
          try {
            const responseJson = JSON.parse(responseString);
            const response = new executable_response_1.ExecutableResponse(responseJson);
            if (response.isValid()) {
              return new executable_response_1.ExecutableResponse(responseJson);
            }
            return void 0;
          } catch (error) {
            if (error instanceof executable_response_1.ExecutableResponseError) {
              throw error;
            }
            throw new executable_response_1.ExecutableResponseError(`The output file contained an invalid response: ${responseString}`);
          }
        }
        /**
         * Parses given command string into component array, splitting on spaces unless
         * spaces are between quotation marks.
         */
        static parseCommand(command) {
          const components = command.match(/(?:[^\s"]+|"[^"]*")+/g);
          if (!components) {
            throw new Error(`Provided command: "${command}" could not be parsed.`);
          }
          for (let i = 0; i < components.length; i++) {
            if (components[i][0] === '"' && components[i].slice(-1) === '"') {
              components[i] = components[i].slice(1, -1);
            }
          }
          return components;
        }
      }
      exports2.PluggableAuthHandler = PluggableAuthHandler;
    })
  ),
  /***/
  9807: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.UserRefreshClient = exports2.USER_REFRESH_ACCOUNT_TYPE = void 0;
      const oauth2client_1 = __webpack_require__(91);
      const authclient_1 = __webpack_require__(4810);
      exports2.USER_REFRESH_ACCOUNT_TYPE = "authorized_user";
      class UserRefreshClient extends oauth2client_1.OAuth2Client {
        // TODO: refactor tests to make this private
        // In a future gts release, the _propertyName rule will be lifted.
        // This is also a hard one because `this.refreshToken` is a function.
        _refreshToken;
        /**
         * The User Refresh Token client.
         *
         * @param optionsOrClientId The User Refresh Token client options. Passing an `clientId` directly is **@DEPRECATED**.
         * @param clientSecret **@DEPRECATED**. Provide a {@link UserRefreshClientOptions `UserRefreshClientOptions`} object in the first parameter instead.
         * @param refreshToken **@DEPRECATED**. Provide a {@link UserRefreshClientOptions `UserRefreshClientOptions`} object in the first parameter instead.
         * @param eagerRefreshThresholdMillis **@DEPRECATED**. Provide a {@link UserRefreshClientOptions `UserRefreshClientOptions`} object in the first parameter instead.
         * @param forceRefreshOnFailure **@DEPRECATED**. Provide a {@link UserRefreshClientOptions `UserRefreshClientOptions`} object in the first parameter instead.
         */
        constructor(optionsOrClientId, clientSecret, refreshToken, eagerRefreshThresholdMillis, forceRefreshOnFailure) {
          const opts = optionsOrClientId && typeof optionsOrClientId === "object" ? optionsOrClientId : {
            clientId: optionsOrClientId,
            clientSecret,
            refreshToken,
            eagerRefreshThresholdMillis,
            forceRefreshOnFailure
          };
          super(opts);
          this._refreshToken = opts.refreshToken;
          this.credentials.refresh_token = opts.refreshToken;
        }
        /**
         * Refreshes the access token.
         * @param refreshToken An ignored refreshToken..
         * @param callback Optional callback.
         */
        async refreshTokenNoCache() {
          return super.refreshTokenNoCache(this._refreshToken);
        }
        async fetchIdToken(targetAudience) {
          const opts = {
            ...UserRefreshClient.RETRY_CONFIG,
            url: this.endpoints.oauth2TokenUrl,
            method: "POST",
            data: new URLSearchParams({
              client_id: this._clientId,
              client_secret: this._clientSecret,
              grant_type: "refresh_token",
              refresh_token: this._refreshToken,
              target_audience: targetAudience
            }),
            responseType: "json"
          };
          authclient_1.AuthClient.setMethodName(opts, "fetchIdToken");
          const res = await this.transporter.request(opts);
          return res.data.id_token;
        }
        /**
         * Create a UserRefreshClient credentials instance using the given input
         * options.
         * @param json The input object.
         */
        fromJSON(json) {
          if (!json) {
            throw new Error("Must pass in a JSON object containing the user refresh token");
          }
          if (json.type !== "authorized_user") {
            throw new Error('The incoming JSON object does not have the "authorized_user" type');
          }
          if (!json.client_id) {
            throw new Error("The incoming JSON object does not contain a client_id field");
          }
          if (!json.client_secret) {
            throw new Error("The incoming JSON object does not contain a client_secret field");
          }
          if (!json.refresh_token) {
            throw new Error("The incoming JSON object does not contain a refresh_token field");
          }
          this._clientId = json.client_id;
          this._clientSecret = json.client_secret;
          this._refreshToken = json.refresh_token;
          this.credentials.refresh_token = json.refresh_token;
          this.quotaProjectId = json.quota_project_id;
          this.universeDomain = json.universe_domain || this.universeDomain;
        }
        fromStream(inputStream, callback) {
          if (callback) {
            this.fromStreamAsync(inputStream).then(() => callback(), callback);
          } else {
            return this.fromStreamAsync(inputStream);
          }
        }
        async fromStreamAsync(inputStream) {
          return new Promise((resolve, reject) => {
            if (!inputStream) {
              return reject(new Error("Must pass in a stream containing the user refresh token."));
            }
            let s = "";
            inputStream.setEncoding("utf8").on("error", reject).on("data", (chunk) => s += chunk).on("end", () => {
              try {
                const data = JSON.parse(s);
                this.fromJSON(data);
                return resolve();
              } catch (err) {
                return reject(err);
              }
            });
          });
        }
        /**
         * Create a UserRefreshClient credentials instance using the given input
         * options.
         * @param json The input object.
         */
        static fromJSON(json) {
          const client = new UserRefreshClient();
          client.fromJSON(json);
          return client;
        }
      }
      exports2.UserRefreshClient = UserRefreshClient;
    })
  ),
  /***/
  121: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.StsCredentials = void 0;
      const gaxios_1 = __webpack_require__(9816);
      const authclient_1 = __webpack_require__(4810);
      const oauth2common_1 = __webpack_require__(9034);
      const util_1 = __webpack_require__(7870);
      class StsCredentials extends oauth2common_1.OAuthClientAuthHandler {
        #tokenExchangeEndpoint;
        /**
         * Initializes an STS credentials instance.
         *
         * @param options The STS credentials instance options. Passing an `tokenExchangeEndpoint` directly is **@DEPRECATED**.
         * @param clientAuthentication **@DEPRECATED**. Provide a {@link StsCredentialsConstructionOptions `StsCredentialsConstructionOptions`} object in the first parameter instead.
         */
        constructor(options = {
          tokenExchangeEndpoint: ""
        }, clientAuthentication) {
          if (typeof options !== "object" || options instanceof URL) {
            options = {
              tokenExchangeEndpoint: options,
              clientAuthentication
            };
          }
          super(options);
          this.#tokenExchangeEndpoint = options.tokenExchangeEndpoint;
        }
        /**
         * Exchanges the provided token for another type of token based on the
         * rfc8693 spec.
         * @param stsCredentialsOptions The token exchange options used to populate
         *   the token exchange request.
         * @param additionalHeaders Optional additional headers to pass along the
         *   request.
         * @param options Optional additional GCP-specific non-spec defined options
         *   to send with the request.
         *   Example: `&options=${encodeUriComponent(JSON.stringified(options))}`
         * @return A promise that resolves with the token exchange response containing
         *   the requested token and its expiration time.
         */
        async exchangeToken(stsCredentialsOptions, headers, options) {
          const values = {
            grant_type: stsCredentialsOptions.grantType,
            resource: stsCredentialsOptions.resource,
            audience: stsCredentialsOptions.audience,
            scope: stsCredentialsOptions.scope?.join(" "),
            requested_token_type: stsCredentialsOptions.requestedTokenType,
            subject_token: stsCredentialsOptions.subjectToken,
            subject_token_type: stsCredentialsOptions.subjectTokenType,
            actor_token: stsCredentialsOptions.actingParty?.actorToken,
            actor_token_type: stsCredentialsOptions.actingParty?.actorTokenType,
            // Non-standard GCP-specific options.
            options: options && JSON.stringify(options)
          };
          const opts = {
            ...StsCredentials.RETRY_CONFIG,
            url: this.#tokenExchangeEndpoint.toString(),
            method: "POST",
            headers,
            data: new URLSearchParams((0, util_1.removeUndefinedValuesInObject)(values)),
            responseType: "json"
          };
          authclient_1.AuthClient.setMethodName(opts, "exchangeToken");
          this.applyClientAuthenticationOptions(opts);
          try {
            const response = await this.transporter.request(opts);
            const stsSuccessfulResponse = response.data;
            stsSuccessfulResponse.res = response;
            return stsSuccessfulResponse;
          } catch (error) {
            if (error instanceof gaxios_1.GaxiosError && error.response) {
              throw (0, oauth2common_1.getErrorFromOAuthErrorResponse)(
                error.response.data,
                // Preserve other fields from the original error.
                error
              );
            }
            throw error;
          }
        }
      }
      exports2.StsCredentials = StsCredentials;
    })
  ),
  /***/
  4627: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.UrlSubjectTokenSupplier = void 0;
      const authclient_1 = __webpack_require__(4810);
      class UrlSubjectTokenSupplier {
        url;
        headers;
        formatType;
        subjectTokenFieldName;
        additionalGaxiosOptions;
        /**
         * Instantiates a URL subject token supplier.
         * @param opts The URL subject token supplier options to build the supplier with.
         */
        constructor(opts) {
          this.url = opts.url;
          this.formatType = opts.formatType;
          this.subjectTokenFieldName = opts.subjectTokenFieldName;
          this.headers = opts.headers;
          this.additionalGaxiosOptions = opts.additionalGaxiosOptions;
        }
        /**
         * Sends a GET request to the URL provided in the constructor and resolves
         * with the returned external subject token.
         * @param context {@link ExternalAccountSupplierContext} from the calling
         *   {@link IdentityPoolClient}, contains the requested audience and subject
         *   token type for the external account identity. Not used.
         */
        async getSubjectToken(context) {
          const opts = {
            ...this.additionalGaxiosOptions,
            url: this.url,
            method: "GET",
            headers: this.headers,
            responseType: this.formatType
          };
          authclient_1.AuthClient.setMethodName(opts, "getSubjectToken");
          let subjectToken;
          if (this.formatType === "text") {
            const response = await context.transporter.request(opts);
            subjectToken = response.data;
          } else if (this.formatType === "json" && this.subjectTokenFieldName) {
            const response = await context.transporter.request(opts);
            subjectToken = response.data[this.subjectTokenFieldName];
          }
          if (!subjectToken) {
            throw new Error("Unable to parse the subject_token from the credential_source URL");
          }
          return subjectToken;
        }
      }
      exports2.UrlSubjectTokenSupplier = UrlSubjectTokenSupplier;
    })
  ),
  /***/
  3438: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.BrowserCrypto = void 0;
      const base64js = __webpack_require__(8793);
      const shared_1 = __webpack_require__(6831);
      class BrowserCrypto {
        constructor() {
          if (typeof window === "undefined" || window.crypto === void 0 || window.crypto.subtle === void 0) {
            throw new Error("SubtleCrypto not found. Make sure it's an https:// website.");
          }
        }
        async sha256DigestBase64(str) {
          const inputBuffer = new TextEncoder().encode(str);
          const outputBuffer = await window.crypto.subtle.digest("SHA-256", inputBuffer);
          return base64js.fromByteArray(new Uint8Array(outputBuffer));
        }
        randomBytesBase64(count) {
          const array = new Uint8Array(count);
          window.crypto.getRandomValues(array);
          return base64js.fromByteArray(array);
        }
        static padBase64(base64) {
          while (base64.length % 4 !== 0) {
            base64 += "=";
          }
          return base64;
        }
        async verify(pubkey, data, signature) {
          const algo = {
            name: "RSASSA-PKCS1-v1_5",
            hash: { name: "SHA-256" }
          };
          const dataArray = new TextEncoder().encode(data);
          const signatureArray = base64js.toByteArray(BrowserCrypto.padBase64(signature));
          const cryptoKey = await window.crypto.subtle.importKey("jwk", pubkey, algo, true, ["verify"]);
          const result = await window.crypto.subtle.verify(algo, cryptoKey, Buffer.from(signatureArray), dataArray);
          return result;
        }
        async sign(privateKey, data) {
          const algo = {
            name: "RSASSA-PKCS1-v1_5",
            hash: { name: "SHA-256" }
          };
          const dataArray = new TextEncoder().encode(data);
          const cryptoKey = await window.crypto.subtle.importKey("jwk", privateKey, algo, true, ["sign"]);
          const result = await window.crypto.subtle.sign(algo, cryptoKey, dataArray);
          return base64js.fromByteArray(new Uint8Array(result));
        }
        decodeBase64StringUtf8(base64) {
          const uint8array = base64js.toByteArray(BrowserCrypto.padBase64(base64));
          const result = new TextDecoder().decode(uint8array);
          return result;
        }
        encodeBase64StringUtf8(text) {
          const uint8array = new TextEncoder().encode(text);
          const result = base64js.fromByteArray(uint8array);
          return result;
        }
        /**
         * Computes the SHA-256 hash of the provided string.
         * @param str The plain text string to hash.
         * @return A promise that resolves with the SHA-256 hash of the provided
         *   string in hexadecimal encoding.
         */
        async sha256DigestHex(str) {
          const inputBuffer = new TextEncoder().encode(str);
          const outputBuffer = await window.crypto.subtle.digest("SHA-256", inputBuffer);
          return (0, shared_1.fromArrayBufferToHex)(outputBuffer);
        }
        /**
         * Computes the HMAC hash of a message using the provided crypto key and the
         * SHA-256 algorithm.
         * @param key The secret crypto key in utf-8 or ArrayBuffer format.
         * @param msg The plain text message.
         * @return A promise that resolves with the HMAC-SHA256 hash in ArrayBuffer
         *   format.
         */
        async signWithHmacSha256(key, msg) {
          const rawKey = typeof key === "string" ? key : String.fromCharCode(...new Uint16Array(key));
          const enc = new TextEncoder();
          const cryptoKey = await window.crypto.subtle.importKey("raw", enc.encode(rawKey), {
            name: "HMAC",
            hash: {
              name: "SHA-256"
            }
          }, false, ["sign"]);
          return window.crypto.subtle.sign("HMAC", cryptoKey, enc.encode(msg));
        }
      }
      exports2.BrowserCrypto = BrowserCrypto;
    })
  ),
  /***/
  8851: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __createBinding = this && this.__createBinding || (Object.create ? (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = { enumerable: true, get: function() {
            return m[k];
          } };
        }
        Object.defineProperty(o, k2, desc);
      }) : (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        o[k2] = m[k];
      }));
      var __exportStar = this && this.__exportStar || function(m, exports3) {
        for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports3, p)) __createBinding(exports3, m, p);
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.createCrypto = createCrypto;
      exports2.hasBrowserCrypto = hasBrowserCrypto;
      const crypto_1 = __webpack_require__(3438);
      const crypto_2 = __webpack_require__(7388);
      __exportStar(__webpack_require__(6831), exports2);
      function createCrypto() {
        if (hasBrowserCrypto()) {
          return new crypto_1.BrowserCrypto();
        }
        return new crypto_2.NodeCrypto();
      }
      function hasBrowserCrypto() {
        return typeof window !== "undefined" && typeof window.crypto !== "undefined" && typeof window.crypto.subtle !== "undefined";
      }
    })
  ),
  /***/
  7388: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.NodeCrypto = void 0;
      const crypto2 = __webpack_require__(6982);
      class NodeCrypto {
        async sha256DigestBase64(str) {
          return crypto2.createHash("sha256").update(str).digest("base64");
        }
        randomBytesBase64(count) {
          return crypto2.randomBytes(count).toString("base64");
        }
        async verify(pubkey, data, signature) {
          const verifier = crypto2.createVerify("RSA-SHA256");
          verifier.update(data);
          verifier.end();
          return verifier.verify(pubkey, signature, "base64");
        }
        async sign(privateKey, data) {
          const signer = crypto2.createSign("RSA-SHA256");
          signer.update(data);
          signer.end();
          return signer.sign(privateKey, "base64");
        }
        decodeBase64StringUtf8(base64) {
          return Buffer.from(base64, "base64").toString("utf-8");
        }
        encodeBase64StringUtf8(text) {
          return Buffer.from(text, "utf-8").toString("base64");
        }
        /**
         * Computes the SHA-256 hash of the provided string.
         * @param str The plain text string to hash.
         * @return A promise that resolves with the SHA-256 hash of the provided
         *   string in hexadecimal encoding.
         */
        async sha256DigestHex(str) {
          return crypto2.createHash("sha256").update(str).digest("hex");
        }
        /**
         * Computes the HMAC hash of a message using the provided crypto key and the
         * SHA-256 algorithm.
         * @param key The secret crypto key in utf-8 or ArrayBuffer format.
         * @param msg The plain text message.
         * @return A promise that resolves with the HMAC-SHA256 hash in ArrayBuffer
         *   format.
         */
        async signWithHmacSha256(key, msg) {
          const cryptoKey = typeof key === "string" ? key : toBuffer(key);
          return toArrayBuffer(crypto2.createHmac("sha256", cryptoKey).update(msg).digest());
        }
      }
      exports2.NodeCrypto = NodeCrypto;
      function toArrayBuffer(buffer) {
        const ab = new ArrayBuffer(buffer.length);
        const view = new Uint8Array(ab);
        for (let i = 0; i < buffer.length; ++i) {
          view[i] = buffer[i];
        }
        return ab;
      }
      function toBuffer(arrayBuffer) {
        return Buffer.from(arrayBuffer);
      }
    })
  ),
  /***/
  6831: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.fromArrayBufferToHex = fromArrayBufferToHex;
      function fromArrayBufferToHex(arrayBuffer) {
        const byteArray = Array.from(new Uint8Array(arrayBuffer));
        return byteArray.map((byte) => {
          return byte.toString(16).padStart(2, "0");
        }).join("");
      }
    })
  ),
  /***/
  5412: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.ErrorWithCode = void 0;
      class ErrorWithCode extends Error {
        code;
        constructor(message, code) {
          super(message);
          this.code = code;
        }
      }
      exports2.ErrorWithCode = ErrorWithCode;
    })
  ),
  /***/
  3165: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.getCredentials = getCredentials;
      const path = __webpack_require__(6928);
      const fs = __webpack_require__(9896);
      const util_1 = __webpack_require__(9023);
      const errorWithCode_1 = __webpack_require__(5412);
      const readFile = fs.readFile ? (0, util_1.promisify)(fs.readFile) : async () => {
        throw new errorWithCode_1.ErrorWithCode("use key rather than keyFile.", "MISSING_CREDENTIALS");
      };
      var ExtensionFiles;
      (function(ExtensionFiles2) {
        ExtensionFiles2["JSON"] = ".json";
        ExtensionFiles2["DER"] = ".der";
        ExtensionFiles2["CRT"] = ".crt";
        ExtensionFiles2["PEM"] = ".pem";
        ExtensionFiles2["P12"] = ".p12";
        ExtensionFiles2["PFX"] = ".pfx";
      })(ExtensionFiles || (ExtensionFiles = {}));
      class JsonCredentialsProvider {
        keyFilePath;
        constructor(keyFilePath) {
          this.keyFilePath = keyFilePath;
        }
        /**
         * Reads a JSON key file and extracts the private key and client email.
         * @returns A promise that resolves with the credentials.
         */
        async getCredentials() {
          const key = await readFile(this.keyFilePath, "utf8");
          let body;
          try {
            body = JSON.parse(key);
          } catch (error) {
            const err = error;
            throw new Error(`Invalid JSON key file: ${err.message}`);
          }
          const privateKey = body.private_key;
          const clientEmail = body.client_email;
          if (!privateKey || !clientEmail) {
            throw new errorWithCode_1.ErrorWithCode("private_key and client_email are required.", "MISSING_CREDENTIALS");
          }
          return { privateKey, clientEmail };
        }
      }
      class PemCredentialsProvider {
        keyFilePath;
        constructor(keyFilePath) {
          this.keyFilePath = keyFilePath;
        }
        /**
         * Reads a PEM-like key file.
         * @returns A promise that resolves with the private key.
         */
        async getCredentials() {
          const privateKey = await readFile(this.keyFilePath, "utf8");
          return { privateKey };
        }
      }
      class P12CredentialsProvider {
        /**
         * Throws an error as P12/PFX certificates are not supported.
         * @returns A promise that rejects with an error.
         */
        async getCredentials() {
          throw new errorWithCode_1.ErrorWithCode("*.p12 certificates are not supported after v6.1.2. Consider utilizing *.json format or converting *.p12 to *.pem using the OpenSSL CLI.", "UNKNOWN_CERTIFICATE_TYPE");
        }
      }
      class CredentialsProviderFactory {
        /**
         * Creates a credential provider based on the key file extension.
         * @param keyFilePath The path to the key file.
         * @returns An instance of a class that implements ICredentialsProvider.
         */
        static create(keyFilePath) {
          const keyFileExtension = path.extname(keyFilePath);
          switch (keyFileExtension) {
            case ExtensionFiles.JSON:
              return new JsonCredentialsProvider(keyFilePath);
            case ExtensionFiles.DER:
            case ExtensionFiles.CRT:
            case ExtensionFiles.PEM:
              return new PemCredentialsProvider(keyFilePath);
            case ExtensionFiles.P12:
            case ExtensionFiles.PFX:
              return new P12CredentialsProvider();
            default:
              throw new errorWithCode_1.ErrorWithCode("Unknown certificate type. Type is determined based on file extension. Current supported extensions are *.json, and *.pem.", "UNKNOWN_CERTIFICATE_TYPE");
          }
        }
      }
      async function getCredentials(keyFilePath) {
        const provider = CredentialsProviderFactory.create(keyFilePath);
        return provider.getCredentials();
      }
    })
  ),
  /***/
  7362: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.getToken = getToken;
      const jwsSign_1 = __webpack_require__(6490);
      const GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token";
      const GOOGLE_GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
      const generateRequestOptions = (tokenOptions) => {
        return {
          method: "POST",
          url: GOOGLE_TOKEN_URL,
          data: new URLSearchParams({
            grant_type: GOOGLE_GRANT_TYPE,
            // Grant type for JWT
            assertion: (0, jwsSign_1.getJwsSign)(tokenOptions)
          }),
          responseType: "json",
          retryConfig: {
            httpMethodsToRetry: ["POST"]
          }
        };
      };
      async function getToken(tokenOptions) {
        if (!tokenOptions.transporter) {
          throw new Error("No transporter set.");
        }
        try {
          const gaxiosOptions = generateRequestOptions(tokenOptions);
          const response = await tokenOptions.transporter.request(gaxiosOptions);
          return response.data;
        } catch (e) {
          const err = e;
          const errorData = err.response?.data;
          if (errorData?.error) {
            err.message = `${errorData.error}: ${errorData.error_description}`;
          }
          throw err;
        }
      }
    })
  ),
  /***/
  3067: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GoogleToken = void 0;
      const gaxios_1 = __webpack_require__(9816);
      const tokenHandler_1 = __webpack_require__(1488);
      const revokeToken_1 = __webpack_require__(8024);
      class GoogleToken {
        /** The configuration options for this token instance. */
        tokenOptions;
        /** The handler for token fetching and caching logic. */
        tokenHandler;
        /**
         * Create a GoogleToken.
         *
         * @param options  Configuration object.
         */
        constructor(options) {
          this.tokenOptions = options || {};
          this.tokenOptions.transporter = this.tokenOptions.transporter || {
            request: (opts) => (0, gaxios_1.request)(opts)
          };
          if (!this.tokenOptions.iss) {
            this.tokenOptions.iss = this.tokenOptions.email;
          }
          if (typeof this.tokenOptions.scope === "object") {
            this.tokenOptions.scope = this.tokenOptions.scope.join(" ");
          }
          this.tokenHandler = new tokenHandler_1.TokenHandler(this.tokenOptions);
        }
        get expiresAt() {
          return this.tokenHandler.tokenExpiresAt;
        }
        /**
         * The most recent access token obtained by this client.
         */
        get accessToken() {
          return this.tokenHandler.token?.access_token;
        }
        /**
         * The most recent ID token obtained by this client.
         */
        get idToken() {
          return this.tokenHandler.token?.id_token;
        }
        /**
         * The token type of the most recent access token.
         */
        get tokenType() {
          return this.tokenHandler.token?.token_type;
        }
        /**
         * The refresh token for the current credentials.
         */
        get refreshToken() {
          return this.tokenHandler.token?.refresh_token;
        }
        /**
         * A boolean indicating if the current token has expired.
         */
        hasExpired() {
          return this.tokenHandler.hasExpired();
        }
        /**
         * A boolean indicating if the current token is expiring soon,
         * based on the `eagerRefreshThresholdMillis` option.
         */
        isTokenExpiring() {
          return this.tokenHandler.isTokenExpiring();
        }
        getToken(callbackOrOptions, opts = { forceRefresh: false }) {
          let callback;
          if (typeof callbackOrOptions === "function") {
            callback = callbackOrOptions;
          } else if (typeof callbackOrOptions === "object") {
            opts = callbackOrOptions;
          }
          const promise = this.tokenHandler.getToken(opts.forceRefresh ?? false);
          if (callback) {
            promise.then((token) => callback(null, token), callback);
          }
          return promise;
        }
        revokeToken(callback) {
          if (!this.accessToken) {
            return Promise.reject(new Error("No token to revoke."));
          }
          const promise = (0, revokeToken_1.revokeToken)(this.accessToken, this.tokenOptions.transporter);
          if (callback) {
            promise.then(() => callback(), callback);
          }
          this.tokenHandler = new tokenHandler_1.TokenHandler(this.tokenOptions);
        }
        /**
         * Returns the configuration options for this token instance.
         */
        get googleTokenOptions() {
          return this.tokenOptions;
        }
      }
      exports2.GoogleToken = GoogleToken;
    })
  ),
  /***/
  6490: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.buildPayloadForJwsSign = buildPayloadForJwsSign;
      exports2.getJwsSign = getJwsSign;
      const jws_1 = __webpack_require__(3324);
      const ALG_RS256 = "RS256";
      const GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token";
      function buildPayloadForJwsSign(tokenOptions) {
        const iat = Math.floor((/* @__PURE__ */ new Date()).getTime() / 1e3);
        const payload = {
          iss: tokenOptions.iss,
          scope: tokenOptions.scope,
          aud: GOOGLE_TOKEN_URL,
          exp: iat + 3600,
          iat,
          sub: tokenOptions.sub,
          ...tokenOptions.additionalClaims
        };
        return payload;
      }
      function getJwsSign(tokenOptions) {
        const payload = buildPayloadForJwsSign(tokenOptions);
        return (0, jws_1.sign)({
          header: { alg: ALG_RS256 },
          payload,
          secret: tokenOptions.key
        });
      }
    })
  ),
  /***/
  8024: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.revokeToken = revokeToken;
      const GOOGLE_REVOKE_TOKEN_URL = "https://oauth2.googleapis.com/revoke?token=";
      const DEFAULT_RETRY_VALUE = true;
      async function revokeToken(accessToken, transporter) {
        const url = GOOGLE_REVOKE_TOKEN_URL + accessToken;
        return await transporter.request({
          url,
          retry: DEFAULT_RETRY_VALUE
        });
      }
    })
  ),
  /***/
  1488: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.TokenHandler = void 0;
      const getToken_1 = __webpack_require__(7362);
      const getCredentials_1 = __webpack_require__(3165);
      class TokenHandler {
        /** The cached access token. */
        token;
        /** The expiration time of the cached access token. */
        tokenExpiresAt;
        /** A promise for an in-flight token request. */
        inFlightRequest;
        tokenOptions;
        /**
         * Creates an instance of TokenHandler.
         * @param tokenOptions The options for fetching tokens.
         * @param transporter The transporter to use for making requests.
         */
        constructor(tokenOptions) {
          this.tokenOptions = tokenOptions;
        }
        /**
         * Processes the credentials, loading them from a key file if necessary.
         * This method is called before any token request.
         */
        async processCredentials() {
          if (!this.tokenOptions.key && !this.tokenOptions.keyFile) {
            throw new Error("No key or keyFile set.");
          }
          if (!this.tokenOptions.key && this.tokenOptions.keyFile) {
            const credentials = await (0, getCredentials_1.getCredentials)(this.tokenOptions.keyFile);
            this.tokenOptions.key = credentials.privateKey;
            this.tokenOptions.email = credentials.clientEmail;
            this.tokenOptions.iss = this.tokenOptions.iss || credentials.clientEmail;
          }
        }
        /**
         * Checks if the cached token is expired or close to expiring.
         * @returns True if the token is expiring, false otherwise.
         */
        isTokenExpiring() {
          if (!this.token || !this.tokenExpiresAt) {
            return true;
          }
          const now = (/* @__PURE__ */ new Date()).getTime();
          const eagerRefreshThresholdMillis = this.tokenOptions.eagerRefreshThresholdMillis ?? 0;
          return this.tokenExpiresAt <= now + eagerRefreshThresholdMillis;
        }
        /**
         * Returns whether the token has completely expired.
         *
         * @returns true if the token has expired, false otherwise.
         */
        hasExpired() {
          if (this.token && this.tokenExpiresAt) {
            const now = (/* @__PURE__ */ new Date()).getTime();
            return now >= this.tokenExpiresAt;
          }
          return true;
        }
        /**
         * Fetches an access token, using a cached one if available and not expired.
         * @param forceRefresh If true, forces a new token to be fetched.
         * @returns A promise that resolves with the token data.
         */
        async getToken(forceRefresh) {
          await this.processCredentials();
          if (this.inFlightRequest && !forceRefresh) {
            return this.inFlightRequest;
          }
          if (this.token && !this.isTokenExpiring() && !forceRefresh) {
            return this.token;
          }
          try {
            this.inFlightRequest = (0, getToken_1.getToken)(this.tokenOptions);
            const token = await this.inFlightRequest;
            this.token = token;
            this.tokenExpiresAt = (/* @__PURE__ */ new Date()).getTime() + (token.expires_in ?? 0) * 1e3;
            return token;
          } finally {
            this.inFlightRequest = void 0;
          }
        }
      }
      exports2.TokenHandler = TokenHandler;
    })
  ),
  /***/
  492: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __createBinding = this && this.__createBinding || (Object.create ? (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = { enumerable: true, get: function() {
            return m[k];
          } };
        }
        Object.defineProperty(o, k2, desc);
      }) : (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        o[k2] = m[k];
      }));
      var __exportStar = this && this.__exportStar || function(m, exports3) {
        for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports3, p)) __createBinding(exports3, m, p);
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GoogleAuth = exports2.auth = exports2.GDCH_SERVICE_ACCOUNT_TYPE = exports2.GdchClient = exports2.PassThroughClient = exports2.ExternalAccountAuthorizedUserClient = exports2.EXTERNAL_ACCOUNT_AUTHORIZED_USER_TYPE = exports2.ExecutableError = exports2.PluggableAuthClient = exports2.DownscopedClient = exports2.BaseExternalAccountClient = exports2.ExternalAccountClient = exports2.IdentityPoolClient = exports2.AwsRequestSigner = exports2.AwsClient = exports2.UserRefreshClient = exports2.LoginTicket = exports2.ClientAuthentication = exports2.OAuth2Client = exports2.CodeChallengeMethod = exports2.Impersonated = exports2.JWT = exports2.JWTAccess = exports2.IdTokenClient = exports2.IAMAuth = exports2.GCPEnv = exports2.Compute = exports2.DEFAULT_UNIVERSE = exports2.AuthClient = exports2.gaxios = exports2.gcpMetadata = void 0;
      const googleauth_1 = __webpack_require__(5934);
      Object.defineProperty(exports2, "GoogleAuth", { enumerable: true, get: function() {
        return googleauth_1.GoogleAuth;
      } });
      exports2.gcpMetadata = __webpack_require__(9595);
      exports2.gaxios = __webpack_require__(9816);
      var authclient_1 = __webpack_require__(4810);
      Object.defineProperty(exports2, "AuthClient", { enumerable: true, get: function() {
        return authclient_1.AuthClient;
      } });
      Object.defineProperty(exports2, "DEFAULT_UNIVERSE", { enumerable: true, get: function() {
        return authclient_1.DEFAULT_UNIVERSE;
      } });
      var computeclient_1 = __webpack_require__(977);
      Object.defineProperty(exports2, "Compute", { enumerable: true, get: function() {
        return computeclient_1.Compute;
      } });
      var envDetect_1 = __webpack_require__(963);
      Object.defineProperty(exports2, "GCPEnv", { enumerable: true, get: function() {
        return envDetect_1.GCPEnv;
      } });
      var iam_1 = __webpack_require__(9390);
      Object.defineProperty(exports2, "IAMAuth", { enumerable: true, get: function() {
        return iam_1.IAMAuth;
      } });
      var idtokenclient_1 = __webpack_require__(2718);
      Object.defineProperty(exports2, "IdTokenClient", { enumerable: true, get: function() {
        return idtokenclient_1.IdTokenClient;
      } });
      var jwtaccess_1 = __webpack_require__(7060);
      Object.defineProperty(exports2, "JWTAccess", { enumerable: true, get: function() {
        return jwtaccess_1.JWTAccess;
      } });
      var jwtclient_1 = __webpack_require__(5277);
      Object.defineProperty(exports2, "JWT", { enumerable: true, get: function() {
        return jwtclient_1.JWT;
      } });
      var impersonated_1 = __webpack_require__(9964);
      Object.defineProperty(exports2, "Impersonated", { enumerable: true, get: function() {
        return impersonated_1.Impersonated;
      } });
      var oauth2client_1 = __webpack_require__(91);
      Object.defineProperty(exports2, "CodeChallengeMethod", { enumerable: true, get: function() {
        return oauth2client_1.CodeChallengeMethod;
      } });
      Object.defineProperty(exports2, "OAuth2Client", { enumerable: true, get: function() {
        return oauth2client_1.OAuth2Client;
      } });
      Object.defineProperty(exports2, "ClientAuthentication", { enumerable: true, get: function() {
        return oauth2client_1.ClientAuthentication;
      } });
      var loginticket_1 = __webpack_require__(3882);
      Object.defineProperty(exports2, "LoginTicket", { enumerable: true, get: function() {
        return loginticket_1.LoginTicket;
      } });
      var refreshclient_1 = __webpack_require__(9807);
      Object.defineProperty(exports2, "UserRefreshClient", { enumerable: true, get: function() {
        return refreshclient_1.UserRefreshClient;
      } });
      var awsclient_1 = __webpack_require__(1261);
      Object.defineProperty(exports2, "AwsClient", { enumerable: true, get: function() {
        return awsclient_1.AwsClient;
      } });
      var awsrequestsigner_1 = __webpack_require__(7647);
      Object.defineProperty(exports2, "AwsRequestSigner", { enumerable: true, get: function() {
        return awsrequestsigner_1.AwsRequestSigner;
      } });
      var identitypoolclient_1 = __webpack_require__(9960);
      Object.defineProperty(exports2, "IdentityPoolClient", { enumerable: true, get: function() {
        return identitypoolclient_1.IdentityPoolClient;
      } });
      var externalclient_1 = __webpack_require__(8323);
      Object.defineProperty(exports2, "ExternalAccountClient", { enumerable: true, get: function() {
        return externalclient_1.ExternalAccountClient;
      } });
      var baseexternalclient_1 = __webpack_require__(142);
      Object.defineProperty(exports2, "BaseExternalAccountClient", { enumerable: true, get: function() {
        return baseexternalclient_1.BaseExternalAccountClient;
      } });
      var downscopedclient_1 = __webpack_require__(7556);
      Object.defineProperty(exports2, "DownscopedClient", { enumerable: true, get: function() {
        return downscopedclient_1.DownscopedClient;
      } });
      var pluggable_auth_client_1 = __webpack_require__(6077);
      Object.defineProperty(exports2, "PluggableAuthClient", { enumerable: true, get: function() {
        return pluggable_auth_client_1.PluggableAuthClient;
      } });
      Object.defineProperty(exports2, "ExecutableError", { enumerable: true, get: function() {
        return pluggable_auth_client_1.ExecutableError;
      } });
      var externalAccountAuthorizedUserClient_1 = __webpack_require__(4240);
      Object.defineProperty(exports2, "EXTERNAL_ACCOUNT_AUTHORIZED_USER_TYPE", { enumerable: true, get: function() {
        return externalAccountAuthorizedUserClient_1.EXTERNAL_ACCOUNT_AUTHORIZED_USER_TYPE;
      } });
      Object.defineProperty(exports2, "ExternalAccountAuthorizedUserClient", { enumerable: true, get: function() {
        return externalAccountAuthorizedUserClient_1.ExternalAccountAuthorizedUserClient;
      } });
      var passthrough_1 = __webpack_require__(2045);
      Object.defineProperty(exports2, "PassThroughClient", { enumerable: true, get: function() {
        return passthrough_1.PassThroughClient;
      } });
      var gdchclient_1 = __webpack_require__(5072);
      Object.defineProperty(exports2, "GdchClient", { enumerable: true, get: function() {
        return gdchclient_1.GdchClient;
      } });
      Object.defineProperty(exports2, "GDCH_SERVICE_ACCOUNT_TYPE", { enumerable: true, get: function() {
        return gdchclient_1.GDCH_SERVICE_ACCOUNT_TYPE;
      } });
      __exportStar(__webpack_require__(3067), exports2);
      const auth = new googleauth_1.GoogleAuth();
      exports2.auth = auth;
    })
  ),
  /***/
  7870: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.LRUCache = void 0;
      exports2.snakeToCamel = snakeToCamel;
      exports2.originalOrCamelOptions = originalOrCamelOptions;
      exports2.removeUndefinedValuesInObject = removeUndefinedValuesInObject;
      exports2.isValidFile = isValidFile;
      exports2.getWellKnownCertificateConfigFileLocation = getWellKnownCertificateConfigFileLocation;
      exports2.isAdcWarningSuppressed = isAdcWarningSuppressed;
      exports2.suppressAdcWarning = suppressAdcWarning;
      exports2.isFromJsonWarningSuppressed = isFromJsonWarningSuppressed;
      exports2.suppressFromJsonWarning = suppressFromJsonWarning;
      const fs = __webpack_require__(9896);
      const os = __webpack_require__(857);
      const path = __webpack_require__(6928);
      const WELL_KNOWN_CERTIFICATE_CONFIG_FILE = "certificate_config.json";
      const CLOUDSDK_CONFIG_DIRECTORY = "gcloud";
      function snakeToCamel(str) {
        return str.replace(/([_][^_])/g, (match) => match.slice(1).toUpperCase());
      }
      function originalOrCamelOptions(obj) {
        function get(key) {
          const o = obj || {};
          return o[key] ?? o[snakeToCamel(key)];
        }
        return { get };
      }
      class LRUCache {
        capacity;
        /**
         * Maps are in order. Thus, the older item is the first item.
         *
         * {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Map}
         */
        #cache = /* @__PURE__ */ new Map();
        maxAge;
        constructor(options) {
          this.capacity = options.capacity;
          this.maxAge = options.maxAge;
        }
        /**
         * Moves the key to the end of the cache.
         *
         * @param key the key to move
         * @param value the value of the key
         */
        #moveToEnd(key, value) {
          this.#cache.delete(key);
          this.#cache.set(key, {
            value,
            lastAccessed: Date.now()
          });
        }
        /**
         * Add an item to the cache.
         *
         * @param key the key to upsert
         * @param value the value of the key
         */
        set(key, value) {
          this.#moveToEnd(key, value);
          this.#evict();
        }
        /**
         * Get an item from the cache.
         *
         * @param key the key to retrieve
         */
        get(key) {
          const item = this.#cache.get(key);
          if (!item)
            return;
          this.#moveToEnd(key, item.value);
          this.#evict();
          return item.value;
        }
        /**
         * Maintain the cache based on capacity and TTL.
         */
        #evict() {
          const cutoffDate = this.maxAge ? Date.now() - this.maxAge : 0;
          let oldestItem = this.#cache.entries().next();
          while (!oldestItem.done && (this.#cache.size > this.capacity || // too many
          oldestItem.value[1].lastAccessed < cutoffDate)) {
            this.#cache.delete(oldestItem.value[0]);
            oldestItem = this.#cache.entries().next();
          }
        }
      }
      exports2.LRUCache = LRUCache;
      function removeUndefinedValuesInObject(object) {
        Object.entries(object).forEach(([key, value]) => {
          if (value === void 0 || value === "undefined") {
            delete object[key];
          }
        });
        return object;
      }
      async function isValidFile(filePath) {
        try {
          const stats = await fs.promises.lstat(filePath);
          return stats.isFile();
        } catch (e) {
          return false;
        }
      }
      function getWellKnownCertificateConfigFileLocation() {
        const configDir = process.env.CLOUDSDK_CONFIG || (_isWindows() ? path.join(process.env.APPDATA || "", CLOUDSDK_CONFIG_DIRECTORY) : path.join(process.env.HOME || "", ".config", CLOUDSDK_CONFIG_DIRECTORY));
        return path.join(configDir, WELL_KNOWN_CERTIFICATE_CONFIG_FILE);
      }
      function _isWindows() {
        return os.platform().startsWith("win");
      }
      let adcWarningSuppressionDepth = 0;
      let fromJsonWarningSuppressionDepth = 0;
      function isAdcWarningSuppressed() {
        return adcWarningSuppressionDepth > 0;
      }
      function suppressAdcWarning(fn) {
        adcWarningSuppressionDepth++;
        try {
          return fn();
        } finally {
          adcWarningSuppressionDepth--;
        }
      }
      function isFromJsonWarningSuppressed() {
        return adcWarningSuppressionDepth > 0 || fromJsonWarningSuppressionDepth > 0;
      }
      function suppressFromJsonWarning(fn) {
        fromJsonWarningSuppressionDepth++;
        try {
          return fn();
        } finally {
          fromJsonWarningSuppressionDepth--;
        }
      }
    })
  ),
  /***/
  4763: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __importDefault = this && this.__importDefault || function(mod) {
        return mod && mod.__esModule ? mod : { "default": mod };
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GaxiosError = exports2.GAXIOS_ERROR_SYMBOL = void 0;
      exports2.defaultErrorRedactor = defaultErrorRedactor;
      const extend_1 = __importDefault(__webpack_require__(3860));
      const util_cjs_1 = __importDefault(__webpack_require__(7273));
      const pkg = util_cjs_1.default.pkg;
      exports2.GAXIOS_ERROR_SYMBOL = /* @__PURE__ */ Symbol.for(`${pkg.name}-gaxios-error`);
      class GaxiosError extends Error {
        config;
        response;
        /**
         * An error code.
         * Can be a system error code, DOMException error name, or any error's 'code' property where it is a `string`.
         *
         * It is only a `number` when the cause is sourced from an API-level error (AIP-193).
         *
         * @see {@link https://nodejs.org/api/errors.html#errorcode error.code}
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/API/DOMException#error_names DOMException#error_names}
         * @see {@link https://google.aip.dev/193#http11json-representation AIP-193}
         *
         * @example
         * 'ECONNRESET'
         *
         * @example
         * 'TimeoutError'
         *
         * @example
         * 500
         */
        code;
        /**
         * An HTTP Status code.
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/API/Response/status Response#status}
         *
         * @example
         * 500
         */
        status;
        /**
         * @deprecated use {@link GaxiosError.cause} instead.
         *
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Error/cause Error#cause}
         *
         * @privateRemarks
         *
         * We will want to remove this property later as the modern `cause` property is better suited
         * for displaying and relaying nested errors. Keeping this here makes the resulting
         * error log larger than it needs to be.
         *
         */
        error;
        /**
         * Support `instanceof` operator for `GaxiosError` across builds/duplicated files.
         *
         * @see {@link GAXIOS_ERROR_SYMBOL}
         * @see {@link GaxiosError[Symbol.hasInstance]}
         * @see {@link https://github.com/microsoft/TypeScript/issues/13965#issuecomment-278570200}
         * @see {@link https://stackoverflow.com/questions/46618852/require-and-instanceof}
         * @see {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Function/@@hasInstance#reverting_to_default_instanceof_behavior}
         */
        [exports2.GAXIOS_ERROR_SYMBOL] = pkg.version;
        /**
         * Support `instanceof` operator for `GaxiosError` across builds/duplicated files.
         *
         * @see {@link GAXIOS_ERROR_SYMBOL}
         * @see {@link GaxiosError[GAXIOS_ERROR_SYMBOL]}
         */
        static [Symbol.hasInstance](instance) {
          if (instance && typeof instance === "object" && exports2.GAXIOS_ERROR_SYMBOL in instance && instance[exports2.GAXIOS_ERROR_SYMBOL] === pkg.version) {
            return true;
          }
          return Function.prototype[Symbol.hasInstance].call(GaxiosError, instance);
        }
        constructor(message, config, response, cause) {
          super(message, { cause });
          this.config = config;
          this.response = response;
          this.error = cause instanceof Error ? cause : void 0;
          this.config = (0, extend_1.default)(true, {}, config);
          if (this.response) {
            this.response.config = (0, extend_1.default)(true, {}, this.response.config);
          }
          if (this.response) {
            try {
              this.response.data = translateData(
                this.config.responseType,
                // workaround for `node-fetch`'s `.data` deprecation...
                this.response?.bodyUsed ? this.response?.data : void 0
              );
            } catch {
            }
            this.status = this.response.status;
          }
          if (cause instanceof DOMException) {
            this.code = cause.name;
          } else if (cause && typeof cause === "object" && "code" in cause && (typeof cause.code === "string" || typeof cause.code === "number")) {
            this.code = cause.code;
          }
        }
        /**
         * An AIP-193 conforming error extractor.
         *
         * @see {@link https://google.aip.dev/193#http11json-representation AIP-193}
         *
         * @internal
         * @expiremental
         *
         * @param res the response object
         * @returns the extracted error information
         */
        static extractAPIErrorFromResponse(res, defaultErrorMessage = "The request failed") {
          let message = defaultErrorMessage;
          if (typeof res.data === "string") {
            message = res.data;
          }
          if (res.data && typeof res.data === "object" && "error" in res.data && res.data.error && !res.ok) {
            if (typeof res.data.error === "string") {
              return {
                message: res.data.error,
                code: res.status,
                status: res.statusText
              };
            }
            if (typeof res.data.error === "object") {
              message = "message" in res.data.error && typeof res.data.error.message === "string" ? res.data.error.message : message;
              const status = "status" in res.data.error && typeof res.data.error.status === "string" ? res.data.error.status : res.statusText;
              const code = "code" in res.data.error && typeof res.data.error.code === "number" ? res.data.error.code : res.status;
              if ("errors" in res.data.error && Array.isArray(res.data.error.errors)) {
                const errorMessages = [];
                for (const e of res.data.error.errors) {
                  if (typeof e === "object" && "message" in e && typeof e.message === "string") {
                    errorMessages.push(e.message);
                  }
                }
                return Object.assign({
                  message: errorMessages.join("\n") || message,
                  code,
                  status
                }, res.data.error);
              }
              return Object.assign({
                message,
                code,
                status
              }, res.data.error);
            }
          }
          return {
            message,
            code: res.status,
            status: res.statusText
          };
        }
      }
      exports2.GaxiosError = GaxiosError;
      function translateData(responseType, data) {
        switch (responseType) {
          case "stream":
            return data;
          case "json":
            return JSON.parse(JSON.stringify(data));
          case "arraybuffer":
            return JSON.parse(Buffer.from(data).toString("utf8"));
          case "blob":
            return JSON.parse(data.text());
          default:
            return data;
        }
      }
      function defaultErrorRedactor(data) {
        const REDACT = "<<REDACTED> - See `errorRedactor` option in `gaxios` for configuration>.";
        function redactHeaders(headers) {
          if (!headers)
            return;
          headers.forEach((_, key) => {
            if (/^authentication$/i.test(key) || /^authorization$/i.test(key) || /secret/i.test(key))
              headers.set(key, REDACT);
          });
        }
        function redactString(obj, key) {
          if (typeof obj === "object" && obj !== null && typeof obj[key] === "string") {
            const text = obj[key];
            if (/grant_type=/i.test(text) || /assertion=/i.test(text) || /secret/i.test(text)) {
              obj[key] = REDACT;
            }
          }
        }
        function redactObject(obj) {
          if (!obj || typeof obj !== "object") {
            return;
          } else if (obj instanceof FormData || obj instanceof URLSearchParams || // support `node-fetch` FormData/URLSearchParams
          "forEach" in obj && "set" in obj) {
            obj.forEach((_, key) => {
              if (["grant_type", "assertion"].includes(key) || /secret/.test(key)) {
                obj.set(key, REDACT);
              }
            });
          } else {
            if ("grant_type" in obj) {
              obj["grant_type"] = REDACT;
            }
            if ("assertion" in obj) {
              obj["assertion"] = REDACT;
            }
            if ("client_secret" in obj) {
              obj["client_secret"] = REDACT;
            }
          }
        }
        if (data.config) {
          redactHeaders(data.config.headers);
          redactString(data.config, "data");
          redactObject(data.config.data);
          redactString(data.config, "body");
          redactObject(data.config.body);
          if (data.config.url.searchParams.has("token")) {
            data.config.url.searchParams.set("token", REDACT);
          }
          if (data.config.url.searchParams.has("client_secret")) {
            data.config.url.searchParams.set("client_secret", REDACT);
          }
        }
        if (data.response) {
          defaultErrorRedactor({ config: data.response.config });
          redactHeaders(data.response.headers);
          if (data.response.bodyUsed) {
            redactString(data.response, "data");
            redactObject(data.response.data);
          }
        }
        return data;
      }
    })
  ),
  /***/
  4051: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __importDefault = this && this.__importDefault || function(mod) {
        return mod && mod.__esModule ? mod : { "default": mod };
      };
      var _a;
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.Gaxios = void 0;
      const extend_1 = __importDefault(__webpack_require__(3860));
      const https_1 = __webpack_require__(5692);
      const common_js_1 = __webpack_require__(4763);
      const retry_js_1 = __webpack_require__(9106);
      const stream_1 = __webpack_require__(2203);
      const interceptor_js_1 = __webpack_require__(1755);
      const randomUUID = async () => globalThis.crypto?.randomUUID() || (await Promise.resolve(
        /* import() */
      ).then(__webpack_require__.t.bind(__webpack_require__, 6982, 23))).randomUUID();
      const HTTP_STATUS_NO_CONTENT = 204;
      class Gaxios {
        agentCache = /* @__PURE__ */ new Map();
        /**
         * Default HTTP options that will be used for every HTTP request.
         */
        defaults;
        /**
         * Interceptors
         */
        interceptors;
        /**
         * The Gaxios class is responsible for making HTTP requests.
         * @param defaults The default set of options to be used for this instance.
         */
        constructor(defaults) {
          this.defaults = defaults || {};
          this.interceptors = {
            request: new interceptor_js_1.GaxiosInterceptorManager(),
            response: new interceptor_js_1.GaxiosInterceptorManager()
          };
        }
        /**
         * A {@link fetch `fetch`} compliant API for {@link Gaxios}.
         *
         * @remarks
         *
         * This is useful as a drop-in replacement for `fetch` API usage.
         *
         * @example
         *
         * ```ts
         * const gaxios = new Gaxios();
         * const myFetch: GaxiosOptions['fetchImplementation'] = (...args) => gaxios.fetch(...args);
         * await myFetch('https://example.com');
         * ```
         *
         * @param args `fetch` API or `Gaxios#request` parameters
         * @returns the {@link Response} with Gaxios-added properties
         */
        fetch(...args) {
          const input = args[0];
          const init = args[1];
          let url = void 0;
          const headers = new Headers();
          if (typeof input === "string") {
            url = new URL(input);
          } else if (input instanceof URL) {
            url = input;
          } else if (input && input.url) {
            url = new URL(input.url);
          }
          if (input && typeof input === "object" && "headers" in input) {
            _a.mergeHeaders(headers, input.headers);
          }
          if (init) {
            _a.mergeHeaders(headers, new Headers(init.headers));
          }
          if (typeof input === "object" && !(input instanceof URL)) {
            return this.request({ ...init, ...input, headers, url });
          } else {
            return this.request({ ...init, headers, url });
          }
        }
        /**
         * Perform an HTTP request with the given options.
         * @param opts Set of HTTP options that will be used for this HTTP request.
         */
        async request(opts = {}) {
          let prepared = await this.#prepareRequest(opts);
          prepared = await this.#applyRequestInterceptors(prepared);
          return this.#applyResponseInterceptors(this._request(prepared));
        }
        async _defaultAdapter(config) {
          const fetchImpl = config.fetchImplementation || this.defaults.fetchImplementation || await _a.#getFetch();
          const preparedOpts = { ...config };
          delete preparedOpts.data;
          const res = await fetchImpl(config.url, preparedOpts);
          const data = await this.getResponseData(config, res);
          if (!Object.getOwnPropertyDescriptor(res, "data")?.configurable) {
            Object.defineProperties(res, {
              data: {
                configurable: true,
                writable: true,
                enumerable: true,
                value: data
              }
            });
          }
          return Object.assign(res, { config, data });
        }
        /**
         * Internal, retryable version of the `request` method.
         * @param opts Set of HTTP options that will be used for this HTTP request.
         */
        async _request(opts) {
          try {
            let translatedResponse;
            if (opts.adapter) {
              translatedResponse = await opts.adapter(opts, this._defaultAdapter.bind(this));
            } else {
              translatedResponse = await this._defaultAdapter(opts);
            }
            if (!opts.validateStatus(translatedResponse.status)) {
              if (opts.responseType === "stream") {
                const response = [];
                for await (const chunk of translatedResponse.data) {
                  response.push(chunk);
                }
                translatedResponse.data = Buffer.concat(response.map((c) => typeof c === "string" ? Buffer.from(c) : c)).toString("utf8");
              }
              const errorInfo = common_js_1.GaxiosError.extractAPIErrorFromResponse(translatedResponse, `Request failed with status code ${translatedResponse.status}`);
              throw new common_js_1.GaxiosError(errorInfo?.message, opts, translatedResponse, errorInfo);
            }
            return translatedResponse;
          } catch (e) {
            let err;
            if (e instanceof common_js_1.GaxiosError) {
              err = e;
            } else if (e instanceof Error) {
              err = new common_js_1.GaxiosError(e.message, opts, void 0, e);
            } else if (opts.signal?.aborted) {
              err = new common_js_1.GaxiosError(`The operation was aborted: ${e}`, opts, void 0, e);
              err.code = "AbortError";
            } else {
              err = new common_js_1.GaxiosError("Unexpected Gaxios Error", opts, void 0, e);
            }
            if (!err.response && opts.signal?.aborted && opts.signal.reason?.name === "TimeoutError") {
              err.code = "TimeoutError";
              if (!/timeout|timed out/i.test(err.message)) {
                err.message = "The operation was aborted due to timeout";
              }
            } else if (!err.response && opts.signal?.aborted && err.code !== "TimeoutError") {
              err.code ||= "AbortError";
            }
            const { shouldRetry, config } = await (0, retry_js_1.getRetryConfig)(err);
            if (shouldRetry && config) {
              err.config.retryConfig.currentRetryAttempt = config.retryConfig.currentRetryAttempt;
              opts.retryConfig = err.config?.retryConfig;
              if (typeof err.config?.timeout === "number") {
                opts.timeout = err.config.timeout;
              }
              this.#appendTimeoutToSignal(opts);
              return this._request(opts);
            }
            if (opts.errorRedactor) {
              opts.errorRedactor(err);
            }
            throw err;
          }
        }
        async getResponseData(opts, res) {
          if (res.status === HTTP_STATUS_NO_CONTENT) {
            return "";
          }
          if (opts.maxContentLength && res.headers.has("content-length") && opts.maxContentLength < Number.parseInt(res.headers?.get("content-length") || "")) {
            throw new common_js_1.GaxiosError("Response's `Content-Length` is over the limit.", opts, Object.assign(res, { config: opts }));
          }
          switch (opts.responseType) {
            case "stream":
              return res.body;
            case "json": {
              const data = await res.text();
              try {
                return JSON.parse(data);
              } catch {
                return data;
              }
            }
            case "arraybuffer":
              return res.arrayBuffer();
            case "blob":
              return res.blob();
            case "text":
              return res.text();
            default:
              return this.getResponseDataFromContentType(res);
          }
        }
        #urlMayUseProxy(url, noProxy = []) {
          const candidate = new URL(url);
          const noProxyList = [...noProxy];
          const noProxyEnvList = (process.env.NO_PROXY ?? process.env.no_proxy)?.split(",") || [];
          for (const rule of noProxyEnvList) {
            noProxyList.push(rule.trim());
          }
          for (const rule of noProxyList) {
            if (rule instanceof RegExp) {
              if (rule.test(candidate.toString())) {
                return false;
              }
            } else if (rule instanceof URL) {
              if (rule.origin === candidate.origin) {
                return false;
              }
            } else if (rule.startsWith("*.") || rule.startsWith(".")) {
              const cleanedRule = rule.replace(/^\*\./, ".");
              if (candidate.hostname.endsWith(cleanedRule)) {
                return false;
              }
            } else if (rule === candidate.origin || rule === candidate.hostname || rule === candidate.href) {
              return false;
            }
          }
          return true;
        }
        /**
         * Applies the request interceptors. The request interceptors are applied after the
         * call to prepareRequest is completed.
         *
         * @param {GaxiosOptionsPrepared} options The current set of options.
         *
         * @returns {Promise<GaxiosOptionsPrepared>} Promise that resolves to the set of options or response after interceptors are applied.
         */
        async #applyRequestInterceptors(options) {
          let promiseChain = Promise.resolve(options);
          for (const interceptor of this.interceptors.request.values()) {
            if (interceptor) {
              promiseChain = promiseChain.then(interceptor.resolved, interceptor.rejected);
            }
          }
          return promiseChain;
        }
        /**
         * Applies the response interceptors. The response interceptors are applied after the
         * call to request is made.
         *
         * @param {GaxiosOptionsPrepared} options The current set of options.
         *
         * @returns {Promise<GaxiosOptionsPrepared>} Promise that resolves to the set of options or response after interceptors are applied.
         */
        async #applyResponseInterceptors(response) {
          let promiseChain = Promise.resolve(response);
          for (const interceptor of this.interceptors.response.values()) {
            if (interceptor) {
              promiseChain = promiseChain.then(interceptor.resolved, interceptor.rejected);
            }
          }
          return promiseChain;
        }
        /**
         * Validates the options, merges them with defaults, and prepare request.
         *
         * @param options The original options passed from the client.
         * @returns Prepared options, ready to make a request
         */
        async #prepareRequest(options) {
          const preparedHeaders = new Headers(this.defaults.headers);
          _a.mergeHeaders(preparedHeaders, options.headers);
          const opts = (0, extend_1.default)(true, {}, this.defaults, options);
          if (!opts.url) {
            throw new Error("URL is required.");
          }
          if (opts.baseURL) {
            opts.url = new URL(opts.url, opts.baseURL);
          }
          opts.url = new URL(opts.url);
          if (opts.params) {
            if (opts.paramsSerializer) {
              let additionalQueryParams = opts.paramsSerializer(opts.params);
              if (additionalQueryParams.startsWith("?")) {
                additionalQueryParams = additionalQueryParams.slice(1);
              }
              const prefix = opts.url.toString().includes("?") ? "&" : "?";
              opts.url = opts.url + prefix + additionalQueryParams;
            } else {
              const url = opts.url instanceof URL ? opts.url : new URL(opts.url);
              for (const [key, value] of new URLSearchParams(opts.params)) {
                url.searchParams.append(key, value);
              }
              opts.url = url;
            }
          }
          if (typeof options.maxContentLength === "number") {
            opts.size = options.maxContentLength;
          }
          if (typeof options.maxRedirects === "number") {
            opts.follow = options.maxRedirects;
          }
          const shouldDirectlyPassData = typeof opts.data === "string" || opts.data instanceof ArrayBuffer || opts.data instanceof Blob || // Node 18 does not have a global `File` object
          globalThis.File && opts.data instanceof File || opts.data instanceof FormData || opts.data instanceof stream_1.Readable || opts.data instanceof ReadableStream || opts.data instanceof String || opts.data instanceof URLSearchParams || ArrayBuffer.isView(opts.data) || // `Buffer` (Node.js), `DataView`, `TypedArray`
          /**
           * @deprecated `node-fetch` or another third-party's request types
           */
          ["Blob", "File", "FormData"].includes(opts.data?.constructor?.name || "");
          if (opts.multipart?.length) {
            const boundary = await randomUUID();
            preparedHeaders.set("content-type", `multipart/related; boundary=${boundary}`);
            opts.body = stream_1.Readable.from(this.getMultipartRequest(opts.multipart, boundary));
          } else if (shouldDirectlyPassData) {
            opts.body = opts.data;
          } else if (typeof opts.data === "object") {
            if (preparedHeaders.get("Content-Type") === "application/x-www-form-urlencoded") {
              opts.body = opts.paramsSerializer ? opts.paramsSerializer(opts.data) : new URLSearchParams(opts.data);
            } else {
              if (!preparedHeaders.has("content-type")) {
                preparedHeaders.set("content-type", "application/json");
              }
              opts.body = JSON.stringify(opts.data);
            }
          } else if (opts.data) {
            opts.body = opts.data;
          }
          opts.validateStatus = opts.validateStatus || this.validateStatus;
          opts.responseType = opts.responseType || "unknown";
          if (!preparedHeaders.has("accept") && opts.responseType === "json") {
            preparedHeaders.set("accept", "application/json");
          }
          const proxy = opts.proxy || process?.env?.HTTPS_PROXY || process?.env?.https_proxy || process?.env?.HTTP_PROXY || process?.env?.http_proxy;
          if (opts.agent) {
          } else if (proxy && this.#urlMayUseProxy(opts.url, opts.noProxy)) {
            const HttpsProxyAgent = await _a.#getProxyAgent();
            if (this.agentCache.has(proxy)) {
              opts.agent = this.agentCache.get(proxy);
            } else {
              opts.agent = new HttpsProxyAgent(proxy, {
                cert: opts.cert,
                key: opts.key
              });
              this.agentCache.set(proxy, opts.agent);
            }
          } else if (opts.cert && opts.key) {
            if (this.agentCache.has(opts.key)) {
              opts.agent = this.agentCache.get(opts.key);
            } else {
              opts.agent = new https_1.Agent({
                cert: opts.cert,
                key: opts.key
              });
              this.agentCache.set(opts.key, opts.agent);
            }
          }
          if (typeof opts.errorRedactor !== "function" && opts.errorRedactor !== false) {
            opts.errorRedactor = common_js_1.defaultErrorRedactor;
          }
          if (opts.body && !("duplex" in opts)) {
            opts.duplex = "half";
          }
          this.#appendTimeoutToSignal(opts);
          return Object.assign(opts, {
            headers: preparedHeaders,
            url: opts.url instanceof URL ? opts.url : new URL(opts.url)
          });
        }
        #callerSignals = /* @__PURE__ */ new WeakMap();
        #appendTimeoutToSignal(opts) {
          if (opts.timeout) {
            if (!this.#callerSignals.has(opts)) {
              this.#callerSignals.set(opts, opts.signal ?? void 0);
            }
            const callerSignal = this.#callerSignals.get(opts);
            const timeoutSignal = AbortSignal.timeout(opts.timeout);
            if (callerSignal) {
              opts.signal = AbortSignal.any([callerSignal, timeoutSignal]);
            } else {
              opts.signal = timeoutSignal;
            }
          }
        }
        /**
         * By default, throw for any non-2xx status code
         * @param status status code from the HTTP response
         */
        validateStatus(status) {
          return status >= 200 && status < 300;
        }
        /**
         * Attempts to parse a response by looking at the Content-Type header.
         * @param {Response} response the HTTP response.
         * @returns a promise that resolves to the response data.
         */
        async getResponseDataFromContentType(response) {
          let contentType = response.headers.get("Content-Type");
          if (contentType === null) {
            return response.text();
          }
          contentType = contentType.toLowerCase();
          if (contentType.includes("application/json")) {
            let data = await response.text();
            try {
              data = JSON.parse(data);
            } catch {
            }
            return data;
          } else if (contentType.match(/^text\//)) {
            return response.text();
          } else {
            return response.blob();
          }
        }
        /**
         * Creates an async generator that yields the pieces of a multipart/related request body.
         * This implementation follows the spec: https://www.ietf.org/rfc/rfc2387.txt. However, recursive
         * multipart/related requests are not currently supported.
         *
         * @param {GaxiosMultipartOptions[]} multipartOptions the pieces to turn into a multipart/related body.
         * @param {string} boundary the boundary string to be placed between each part.
         */
        async *getMultipartRequest(multipartOptions, boundary) {
          const finale = `--${boundary}--`;
          for (const currentPart of multipartOptions) {
            const partContentType = currentPart.headers.get("Content-Type") || "application/octet-stream";
            const preamble = `--${boundary}\r
Content-Type: ${partContentType}\r
\r
`;
            yield preamble;
            if (typeof currentPart.content === "string") {
              yield currentPart.content;
            } else {
              yield* currentPart.content;
            }
            yield "\r\n";
          }
          yield finale;
        }
        /**
         * A cache for the lazily-loaded proxy agent.
         *
         * Should use {@link Gaxios[#getProxyAgent]} to retrieve.
         */
        // using `import` to dynamically import the types here
        static #proxyAgent;
        /**
         * A cache for the lazily-loaded fetch library.
         *
         * Should use {@link Gaxios[#getFetch]} to retrieve.
         */
        //
        static #fetch;
        static #bunFetch;
        /**
         * Imports, caches, and returns a proxy agent - if not already imported
         *
         * @returns A proxy agent
         */
        static async #getProxyAgent() {
          this.#proxyAgent ||= (await __webpack_require__.e(
            /* import() */
            669
          ).then(__webpack_require__.t.bind(__webpack_require__, 3669, 23))).HttpsProxyAgent;
          return this.#proxyAgent;
        }
        static #createBunFetch() {
          return async (input, init) => {
            const rawInit = init ? { ...init } : void 0;
            if (rawInit) {
              const proxyAgent = rawInit.agent;
              if (proxyAgent?.proxy) {
                rawInit.proxy = proxyAgent.proxy.toString();
              } else {
                delete rawInit.proxy;
              }
              const cert = rawInit.cert ?? proxyAgent?.connectOpts?.cert;
              const key = rawInit.key ?? proxyAgent?.connectOpts?.key;
              if (cert && key) {
                rawInit.tls = {
                  ...rawInit.tls,
                  cert,
                  key
                };
              }
            }
            let fetchInit = rawInit;
            if (fetchInit?.body && typeof fetchInit.body === "object" && typeof fetchInit.body.pipe === "function" && typeof stream_1.Readable.toWeb === "function" && (typeof ReadableStream === "undefined" || !(fetchInit.body instanceof ReadableStream))) {
              let stream;
              if (fetchInit.body instanceof stream_1.Readable && !fetchInit.body.readableObjectMode) {
                stream = fetchInit.body;
              } else {
                const passThrough = new stream_1.PassThrough();
                const src = fetchInit.body;
                (0, stream_1.pipeline)(src, passThrough, () => {
                });
                stream = passThrough;
              }
              fetchInit = {
                ...fetchInit,
                body: stream_1.Readable.toWeb(stream)
              };
            }
            let res;
            try {
              res = await globalThis.fetch(input, fetchInit);
            } catch (err) {
              const errorObj = err;
              if (errorObj?.code === "ConnectionRefused" || errorObj?.code === "FailedToOpenSocket") {
                errorObj.code = "ECONNREFUSED";
              } else if (errorObj?.code === "ConnectionReset" || errorObj?.code === "ConnectionClosed") {
                errorObj.code = "ECONNRESET";
              }
              if (!(err instanceof Error) && err && typeof err === "object" && !init?.signal?.aborted) {
                throw Object.assign(new Error(errorObj.message || errorObj.code || "Error"), err);
              }
              throw err;
            }
            const maxSize = rawInit?.size ?? rawInit?.maxContentLength ?? 0;
            if (res?.body && typeof stream_1.Readable.fromWeb === "function" && !(res.body instanceof stream_1.Readable)) {
              let nodeStream;
              const rawBody = res.body;
              const origText = res.text.bind(res);
              const origJson = res.json.bind(res);
              const origArrayBuffer = res.arrayBuffer.bind(res);
              const origBlob = res.blob.bind(res);
              const readBuffer = async () => {
                nodeStream ||= stream_1.Readable.fromWeb(rawBody);
                const chunks = [];
                let totalBytes = 0;
                for await (const chunk of nodeStream) {
                  const bytes = chunk;
                  totalBytes += bytes.byteLength;
                  if (maxSize > 0 && totalBytes > maxSize) {
                    throw Object.assign(new Error(`content size at ${String(input?.url ?? input)} over limit: ${maxSize}`), { type: "max-size" });
                  }
                  chunks.push(bytes);
                }
                return Buffer.concat(chunks, totalBytes);
              };
              Object.defineProperty(res, "body", {
                get() {
                  nodeStream ||= stream_1.Readable.fromWeb(rawBody);
                  return nodeStream;
                },
                configurable: true,
                enumerable: true
              });
              res.text = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origText();
                return (await readBuffer()).toString("utf8");
              };
              res.json = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origJson();
                return JSON.parse(await res.text());
              };
              res.arrayBuffer = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origArrayBuffer();
                const buf = await readBuffer();
                return buf.buffer.slice(buf.byteOffset, buf.byteOffset + buf.byteLength);
              };
              res.blob = async () => {
                if (!nodeStream && maxSize <= 0)
                  return origBlob();
                const buf = await readBuffer();
                const contentType = res.headers?.get?.("content-type") ?? "";
                return new Blob([buf], contentType ? { type: contentType } : void 0);
              };
            }
            return res;
          };
        }
        static async #getFetch() {
          const hasWindow = typeof window !== "undefined" && !!window;
          if (hasWindow) {
            this.#fetch ||= window.fetch;
            return this.#fetch;
          }
          if ("Bun" in globalThis && typeof globalThis.fetch === "function") {
            this.#bunFetch ||= this.#createBunFetch();
            return this.#bunFetch;
          }
          this.#fetch ||= (await __webpack_require__.e(
            /* import() */
            816
          ).then(__webpack_require__.bind(__webpack_require__, 816))).default;
          return this.#fetch;
        }
        /**
         * Merges headers.
         * If the base headers do not exist a new `Headers` object will be returned.
         *
         * @remarks
         *
         * Using this utility can be helpful when the headers are not known to exist:
         * - if they exist as `Headers`, that instance will be used
         *   - it improves performance and allows users to use their existing references to their `Headers`
         * - if they exist in another form (`HeadersInit`), they will be used to create a new `Headers` object
         * - if the base headers do not exist a new `Headers` object will be created
         *
         * @param base headers to append/overwrite to
         * @param append headers to append/overwrite with
         * @returns the base headers instance with merged `Headers`
         */
        static mergeHeaders(base, ...append) {
          base = base instanceof Headers ? base : new Headers(base);
          for (const headers of append) {
            const add = headers instanceof Headers ? headers : new Headers(headers);
            add.forEach((value, key) => {
              key === "set-cookie" ? base.append(key, value) : base.set(key, value);
            });
          }
          return base;
        }
      }
      exports2.Gaxios = Gaxios;
      _a = Gaxios;
    })
  ),
  /***/
  9816: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __createBinding = this && this.__createBinding || (Object.create ? (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = { enumerable: true, get: function() {
            return m[k];
          } };
        }
        Object.defineProperty(o, k2, desc);
      }) : (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        o[k2] = m[k];
      }));
      var __exportStar = this && this.__exportStar || function(m, exports3) {
        for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports3, p)) __createBinding(exports3, m, p);
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.instance = exports2.Gaxios = exports2.GaxiosError = void 0;
      exports2.request = request;
      const gaxios_js_1 = __webpack_require__(4051);
      Object.defineProperty(exports2, "Gaxios", { enumerable: true, get: function() {
        return gaxios_js_1.Gaxios;
      } });
      var common_js_1 = __webpack_require__(4763);
      Object.defineProperty(exports2, "GaxiosError", { enumerable: true, get: function() {
        return common_js_1.GaxiosError;
      } });
      __exportStar(__webpack_require__(1755), exports2);
      exports2.instance = new gaxios_js_1.Gaxios();
      async function request(opts) {
        return exports2.instance.request(opts);
      }
    })
  ),
  /***/
  1755: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GaxiosInterceptorManager = void 0;
      class GaxiosInterceptorManager extends Set {
      }
      exports2.GaxiosInterceptorManager = GaxiosInterceptorManager;
    })
  ),
  /***/
  9106: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.getRetryConfig = getRetryConfig;
      async function getRetryConfig(err) {
        let config = getConfig(err);
        if (!err || !err.config || !config && !err.config.retry) {
          return { shouldRetry: false };
        }
        config = config || {};
        config.currentRetryAttempt = config.currentRetryAttempt || 0;
        config.retry = config.retry === void 0 || config.retry === null ? 3 : config.retry;
        config.httpMethodsToRetry = config.httpMethodsToRetry || [
          "GET",
          "HEAD",
          "PUT",
          "OPTIONS",
          "DELETE"
        ];
        config.noResponseRetries = config.noResponseRetries === void 0 || config.noResponseRetries === null ? 2 : config.noResponseRetries;
        config.retryDelayMultiplier = config.retryDelayMultiplier ? config.retryDelayMultiplier : 2;
        config.timeOfFirstRequest = config.timeOfFirstRequest ? config.timeOfFirstRequest : Date.now();
        config.totalTimeout = config.totalTimeout ? config.totalTimeout : Number.MAX_SAFE_INTEGER;
        config.maxRetryDelay = config.maxRetryDelay ? config.maxRetryDelay : Number.MAX_SAFE_INTEGER;
        const retryRanges = [
          // https://en.wikipedia.org/wiki/List_of_HTTP_status_codes
          // 1xx - Retry (Informational, request still processing)
          // 2xx - Do not retry (Success)
          // 3xx - Do not retry (Redirect)
          // 4xx - Do not retry (Client errors)
          // 408 - Retry ("Request Timeout")
          // 429 - Retry ("Too Many Requests")
          // 5xx - Retry (Server errors)
          [100, 199],
          [408, 408],
          [429, 429],
          [500, 599]
        ];
        config.statusCodesToRetry = config.statusCodesToRetry || retryRanges;
        err.config.retryConfig = config;
        const shouldRetryFn = config.shouldRetry || shouldRetryRequest;
        if (!await shouldRetryFn(err)) {
          return { shouldRetry: false, config: err.config };
        }
        const delay = getNextRetryDelay(config);
        err.config.retryConfig.currentRetryAttempt += 1;
        const backoff = config.retryBackoff ? config.retryBackoff(err, delay) : new Promise((resolve) => {
          setTimeout(resolve, delay);
        });
        if (config.onRetryAttempt) {
          await config.onRetryAttempt(err);
        }
        await backoff;
        return { shouldRetry: true, config: err.config };
      }
      function shouldRetryRequest(err) {
        const config = getConfig(err);
        const isTimeoutError = err.code === "TimeoutError" || err.config?.signal?.reason?.name === "TimeoutError";
        if (err.config?.signal?.aborted && !isTimeoutError || err.code === "AbortError" && !isTimeoutError) {
          return false;
        }
        if (!config || config.retry === 0) {
          return false;
        }
        if (!err.response && (config.currentRetryAttempt || 0) >= config.noResponseRetries) {
          return false;
        }
        if (!config.httpMethodsToRetry || !config.httpMethodsToRetry.includes(err.config.method?.toUpperCase() || "GET")) {
          return false;
        }
        if (err.response && err.response.status) {
          let isInRange = false;
          for (const [min, max] of config.statusCodesToRetry) {
            const status = err.response.status;
            if (status >= min && status <= max) {
              isInRange = true;
              break;
            }
          }
          if (!isInRange) {
            return false;
          }
        }
        config.currentRetryAttempt = config.currentRetryAttempt || 0;
        if (config.currentRetryAttempt >= config.retry) {
          return false;
        }
        return true;
      }
      function getConfig(err) {
        if (err && err.config && err.config.retryConfig) {
          return err.config.retryConfig;
        }
        return;
      }
      function getNextRetryDelay(config) {
        const retryDelay = config.currentRetryAttempt ? 0 : config.retryDelay ?? 100;
        const calculatedDelay = retryDelay + (Math.pow(config.retryDelayMultiplier, config.currentRetryAttempt) - 1) / 2 * 1e3;
        const maxAllowableDelay = config.totalTimeout - (Date.now() - config.timeOfFirstRequest);
        return Math.min(calculatedDelay, maxAllowableDelay, config.maxRetryDelay);
      }
    })
  ),
  /***/
  1628: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.Colours = void 0;
      class Colours {
        static enabled = false;
        static reset = "";
        static bright = "";
        static dim = "";
        static red = "";
        static green = "";
        static yellow = "";
        static blue = "";
        static magenta = "";
        static cyan = "";
        static white = "";
        static grey = "";
        /**
         * @param stream The stream (e.g. process.stderr)
         * @returns true if the stream should have colourization enabled
         */
        static isEnabled(stream) {
          return stream && // May happen in browsers.
          stream.isTTY && (typeof stream.getColorDepth === "function" ? stream.getColorDepth() > 2 : true);
        }
        static refresh() {
          Colours.enabled = Colours.isEnabled(process?.stderr);
          if (!this.enabled) {
            Colours.reset = "";
            Colours.bright = "";
            Colours.dim = "";
            Colours.red = "";
            Colours.green = "";
            Colours.yellow = "";
            Colours.blue = "";
            Colours.magenta = "";
            Colours.cyan = "";
            Colours.white = "";
            Colours.grey = "";
          } else {
            Colours.reset = "\x1B[0m";
            Colours.bright = "\x1B[1m";
            Colours.dim = "\x1B[2m";
            Colours.red = "\x1B[31m";
            Colours.green = "\x1B[32m";
            Colours.yellow = "\x1B[33m";
            Colours.blue = "\x1B[34m";
            Colours.magenta = "\x1B[35m";
            Colours.cyan = "\x1B[36m";
            Colours.white = "\x1B[37m";
            Colours.grey = "\x1B[90m";
          }
        }
      }
      exports2.Colours = Colours;
      Colours.refresh();
    })
  ),
  /***/
  1577: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __createBinding = this && this.__createBinding || (Object.create ? (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = { enumerable: true, get: function() {
            return m[k];
          } };
        }
        Object.defineProperty(o, k2, desc);
      }) : (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        o[k2] = m[k];
      }));
      var __exportStar = this && this.__exportStar || function(m, exports3) {
        for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports3, p)) __createBinding(exports3, m, p);
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.LogSeverity = void 0;
      __exportStar(__webpack_require__(4788), exports2);
      var types_1 = __webpack_require__(2440);
      Object.defineProperty(exports2, "LogSeverity", { enumerable: true, get: function() {
        return types_1.LogSeverity;
      } });
    })
  ),
  /***/
  4788: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __createBinding = this && this.__createBinding || (Object.create ? (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = { enumerable: true, get: function() {
            return m[k];
          } };
        }
        Object.defineProperty(o, k2, desc);
      }) : (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        o[k2] = m[k];
      }));
      var __setModuleDefault = this && this.__setModuleDefault || (Object.create ? (function(o, v) {
        Object.defineProperty(o, "default", { enumerable: true, value: v });
      }) : function(o, v) {
        o["default"] = v;
      });
      var __importStar = this && this.__importStar || /* @__PURE__ */ (function() {
        var ownKeys = function(o) {
          ownKeys = Object.getOwnPropertyNames || function(o2) {
            var ar = [];
            for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
            return ar;
          };
          return ownKeys(o);
        };
        return function(mod) {
          if (mod && mod.__esModule) return mod;
          var result = {};
          if (mod != null) {
            for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
          }
          __setModuleDefault(result, mod);
          return result;
        };
      })();
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.env = exports2.DebugLogBackendBase = exports2.placeholder = exports2.AdhocDebugLogger = void 0;
      exports2.getNodeBackend = getNodeBackend;
      exports2.getDebugBackend = getDebugBackend;
      exports2.getStructuredBackend = getStructuredBackend;
      exports2.setBackend = setBackend;
      exports2.log = log;
      const events_1 = __webpack_require__(4434);
      const process2 = __importStar(__webpack_require__(932));
      const util2 = __importStar(__webpack_require__(9023));
      const colours_1 = __webpack_require__(1628);
      const types_1 = __webpack_require__(2440);
      class AdhocDebugLogger extends events_1.EventEmitter {
        // Our namespace (system/subsystem/etc)
        namespace;
        // The function we'll call with new log lines.
        // Should be built in Node util stuff, or the "debug" package, or whatever.
        upstream;
        // Self-referential function wrapper that calls invoke() on us.
        func;
        /**
         * @param upstream The backend will pass a function that will be
         * called whenever our logger function is invoked.
         */
        constructor(namespace, upstream) {
          super();
          this.namespace = namespace;
          this.upstream = upstream;
          this.func = Object.assign(this.invoke.bind(this), {
            // Also add an instance pointer back to us.
            instance: this,
            // And pull over the EventEmitter functionality.
            on: (event, listener) => this.on(event, listener)
          });
          this.func.debug = (...args) => this.invokeSeverity(types_1.LogSeverity.DEBUG, ...args);
          this.func.info = (...args) => this.invokeSeverity(types_1.LogSeverity.INFO, ...args);
          this.func.warn = (...args) => this.invokeSeverity(types_1.LogSeverity.WARNING, ...args);
          this.func.error = (...args) => this.invokeSeverity(types_1.LogSeverity.ERROR, ...args);
          this.func.sublog = (namespace2) => log(namespace2, this.func);
        }
        invoke(fields, ...args) {
          if (this.upstream) {
            try {
              this.upstream(fields, ...args);
            } catch (e) {
            }
          }
          try {
            this.emit("log", fields, args);
          } catch (e) {
          }
        }
        invokeSeverity(severity, ...args) {
          this.invoke({ severity }, ...args);
        }
      }
      exports2.AdhocDebugLogger = AdhocDebugLogger;
      exports2.placeholder = new AdhocDebugLogger("", () => {
      }).func;
      class DebugLogBackendBase {
        cached = /* @__PURE__ */ new Map();
        filters = [];
        filtersSet = false;
        constructor() {
          let nodeFlag = process2.env[exports2.env.nodeEnables] ?? "*";
          if (nodeFlag === "all" || nodeFlag === "true") {
            nodeFlag = "*";
          }
          this.filters = nodeFlag.split(",");
        }
        log(namespace, fields, ...args) {
          try {
            if (!this.filtersSet) {
              this.setFilters();
              this.filtersSet = true;
            }
            let logger = this.cached.get(namespace);
            if (!logger) {
              logger = this.makeLogger(namespace);
              this.cached.set(namespace, logger);
            }
            logger(fields, ...args);
          } catch (e) {
            console.error(e);
          }
        }
      }
      exports2.DebugLogBackendBase = DebugLogBackendBase;
      class NodeBackend extends DebugLogBackendBase {
        // Default to allowing all systems, since we gate earlier based on whether the
        // variable is empty.
        enabledRegexp = /.*/g;
        isEnabled(namespace) {
          return this.enabledRegexp.test(namespace);
        }
        makeLogger(namespace) {
          if (!this.enabledRegexp.test(namespace)) {
            return () => {
            };
          }
          return (fields, ...args) => {
            const nscolour = `${colours_1.Colours.green}${namespace}${colours_1.Colours.reset}`;
            const pid = `${colours_1.Colours.yellow}${process2.pid}${colours_1.Colours.reset}`;
            let level;
            switch (fields.severity) {
              case types_1.LogSeverity.ERROR:
                level = `${colours_1.Colours.red}${fields.severity}${colours_1.Colours.reset}`;
                break;
              case types_1.LogSeverity.INFO:
                level = `${colours_1.Colours.magenta}${fields.severity}${colours_1.Colours.reset}`;
                break;
              case types_1.LogSeverity.WARNING:
                level = `${colours_1.Colours.yellow}${fields.severity}${colours_1.Colours.reset}`;
                break;
              default:
                level = fields.severity ?? types_1.LogSeverity.DEFAULT;
                break;
            }
            const msg = util2.formatWithOptions({ colors: colours_1.Colours.enabled }, ...args);
            const filteredFields = Object.assign({}, fields);
            delete filteredFields.severity;
            const fieldsJson = Object.getOwnPropertyNames(filteredFields).length ? JSON.stringify(filteredFields) : "";
            const fieldsColour = fieldsJson ? `${colours_1.Colours.grey}${fieldsJson}${colours_1.Colours.reset}` : "";
            console.error("%s [%s|%s] %s%s", pid, nscolour, level, msg, fieldsJson ? ` ${fieldsColour}` : "");
          };
        }
        // Regexp patterns below are from here:
        // https://github.com/nodejs/node/blob/c0aebed4b3395bd65d54b18d1fd00f071002ac20/lib/internal/util/debuglog.js#L36
        setFilters() {
          const totalFilters = this.filters.join(",");
          const regexp = totalFilters.replace(/[|\\{}()[\]^$+?.]/g, "\\$&").replace(/\*/g, ".*").replace(/,/g, "$|^");
          this.enabledRegexp = new RegExp(`^${regexp}$`, "i");
        }
      }
      function getNodeBackend() {
        return new NodeBackend();
      }
      class DebugBackend extends DebugLogBackendBase {
        debugPkg;
        constructor(pkg) {
          super();
          this.debugPkg = pkg;
        }
        makeLogger(namespace) {
          const debugLogger = this.debugPkg(namespace);
          return (fields, ...args) => {
            debugLogger(args[0], ...args.slice(1));
          };
        }
        setFilters() {
          const existingFilters = process2.env["NODE_DEBUG"] ?? "";
          process2.env["NODE_DEBUG"] = `${existingFilters}${existingFilters ? "," : ""}${this.filters.join(",")}`;
        }
      }
      function getDebugBackend(debugPkg) {
        return new DebugBackend(debugPkg);
      }
      class StructuredBackend extends DebugLogBackendBase {
        upstream;
        constructor(upstream) {
          super();
          this.upstream = upstream ?? void 0;
        }
        makeLogger(namespace) {
          const debugLogger = this.upstream?.makeLogger(namespace);
          return (fields, ...args) => {
            const severity = fields.severity ?? types_1.LogSeverity.INFO;
            const json = Object.assign({
              severity,
              message: util2.format(...args)
            }, fields);
            const jsonString = JSON.stringify(json);
            if (debugLogger) {
              debugLogger(fields, jsonString);
            } else {
              console.log("%s", jsonString);
            }
          };
        }
        setFilters() {
          this.upstream?.setFilters();
        }
      }
      function getStructuredBackend(upstream) {
        return new StructuredBackend(upstream);
      }
      exports2.env = {
        /**
         * Filter wildcards specific to the Node syntax, and similar to the built-in
         * utils.debuglog() environment variable. If missing, disables logging.
         */
        nodeEnables: "GOOGLE_SDK_NODE_LOGGING"
      };
      const loggerCache = /* @__PURE__ */ new Map();
      let cachedBackend = void 0;
      function setBackend(backend) {
        cachedBackend = backend;
        loggerCache.clear();
      }
      function log(namespace, parent) {
        if (!cachedBackend) {
          const enablesFlag = process2.env[exports2.env.nodeEnables];
          if (!enablesFlag) {
            return exports2.placeholder;
          }
        }
        if (!namespace) {
          return exports2.placeholder;
        }
        if (parent) {
          namespace = `${parent.instance.namespace}:${namespace}`;
        }
        const existing = loggerCache.get(namespace);
        if (existing) {
          return existing.func;
        }
        if (cachedBackend === null) {
          return exports2.placeholder;
        } else if (cachedBackend === void 0) {
          cachedBackend = getNodeBackend();
        }
        const logger = (() => {
          let previousBackend = void 0;
          const newLogger = new AdhocDebugLogger(namespace, (fields, ...args) => {
            if (previousBackend !== cachedBackend) {
              if (cachedBackend === null) {
                return;
              } else if (cachedBackend === void 0) {
                cachedBackend = getNodeBackend();
              }
              previousBackend = cachedBackend;
            }
            cachedBackend?.log(namespace, fields, ...args);
          });
          return newLogger;
        })();
        loggerCache.set(namespace, logger);
        return logger.func;
      }
    })
  ),
  /***/
  2440: (
    /***/
    ((__unused_webpack_module, exports2) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.LogSeverity = void 0;
      var LogSeverity;
      (function(LogSeverity2) {
        LogSeverity2["DEFAULT"] = "DEFAULT";
        LogSeverity2["DEBUG"] = "DEBUG";
        LogSeverity2["INFO"] = "INFO";
        LogSeverity2["WARNING"] = "WARNING";
        LogSeverity2["ERROR"] = "ERROR";
      })(LogSeverity || (exports2.LogSeverity = LogSeverity = {}));
    })
  ),
  /***/
  4826: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var json_stringify = __webpack_require__(3651).stringify;
      var json_parse = __webpack_require__(3197);
      module2.exports = function(options) {
        return {
          parse: json_parse(options),
          stringify: json_stringify
        };
      };
      module2.exports.parse = json_parse();
      module2.exports.stringify = json_stringify;
    })
  ),
  /***/
  3197: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var BigNumber = null;
      const suspectProtoRx = /(?:_|\\u005[Ff])(?:_|\\u005[Ff])(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006[Ff])(?:t|\\u0074)(?:o|\\u006[Ff])(?:_|\\u005[Ff])(?:_|\\u005[Ff])/;
      const suspectConstructorRx = /(?:c|\\u0063)(?:o|\\u006[Ff])(?:n|\\u006[Ee])(?:s|\\u0073)(?:t|\\u0074)(?:r|\\u0072)(?:u|\\u0075)(?:c|\\u0063)(?:t|\\u0074)(?:o|\\u006[Ff])(?:r|\\u0072)/;
      var json_parse = function(options) {
        "use strict";
        var _options = {
          strict: false,
          // not being strict means do not generate syntax errors for "duplicate key"
          storeAsString: false,
          // toggles whether the values should be stored as BigNumber (default) or a string
          alwaysParseAsBig: false,
          // toggles whether all numbers should be Big
          useNativeBigInt: false,
          // toggles whether to use native BigInt instead of bignumber.js
          protoAction: "error",
          constructorAction: "error"
        };
        if (options !== void 0 && options !== null) {
          if (options.strict === true) {
            _options.strict = true;
          }
          if (options.storeAsString === true) {
            _options.storeAsString = true;
          }
          _options.alwaysParseAsBig = options.alwaysParseAsBig === true ? options.alwaysParseAsBig : false;
          _options.useNativeBigInt = options.useNativeBigInt === true ? options.useNativeBigInt : false;
          if (typeof options.constructorAction !== "undefined") {
            if (options.constructorAction === "error" || options.constructorAction === "ignore" || options.constructorAction === "preserve") {
              _options.constructorAction = options.constructorAction;
            } else {
              throw new Error(
                `Incorrect value for constructorAction option, must be "error", "ignore" or undefined but passed ${options.constructorAction}`
              );
            }
          }
          if (typeof options.protoAction !== "undefined") {
            if (options.protoAction === "error" || options.protoAction === "ignore" || options.protoAction === "preserve") {
              _options.protoAction = options.protoAction;
            } else {
              throw new Error(
                `Incorrect value for protoAction option, must be "error", "ignore" or undefined but passed ${options.protoAction}`
              );
            }
          }
        }
        var at, ch, escapee = {
          '"': '"',
          "\\": "\\",
          "/": "/",
          b: "\b",
          f: "\f",
          n: "\n",
          r: "\r",
          t: "	"
        }, text, error = function(m) {
          throw {
            name: "SyntaxError",
            message: m,
            at,
            text
          };
        }, next = function(c) {
          if (c && c !== ch) {
            error("Expected '" + c + "' instead of '" + ch + "'");
          }
          ch = text.charAt(at);
          at += 1;
          return ch;
        }, number = function() {
          var number2, string2 = "";
          if (ch === "-") {
            string2 = "-";
            next("-");
          }
          while (ch >= "0" && ch <= "9") {
            string2 += ch;
            next();
          }
          if (ch === ".") {
            string2 += ".";
            while (next() && ch >= "0" && ch <= "9") {
              string2 += ch;
            }
          }
          if (ch === "e" || ch === "E") {
            string2 += ch;
            next();
            if (ch === "-" || ch === "+") {
              string2 += ch;
              next();
            }
            while (ch >= "0" && ch <= "9") {
              string2 += ch;
              next();
            }
          }
          number2 = +string2;
          if (!isFinite(number2)) {
            error("Bad number");
          } else {
            if (BigNumber == null) BigNumber = __webpack_require__(1259);
            if (string2.length > 15)
              return _options.storeAsString ? string2 : _options.useNativeBigInt ? BigInt(string2) : new BigNumber(string2);
            else
              return !_options.alwaysParseAsBig ? number2 : _options.useNativeBigInt ? BigInt(number2) : new BigNumber(number2);
          }
        }, string = function() {
          var hex, i, string2 = "", uffff;
          if (ch === '"') {
            var startAt = at;
            while (next()) {
              if (ch === '"') {
                if (at - 1 > startAt) string2 += text.substring(startAt, at - 1);
                next();
                return string2;
              }
              if (ch === "\\") {
                if (at - 1 > startAt) string2 += text.substring(startAt, at - 1);
                next();
                if (ch === "u") {
                  uffff = 0;
                  for (i = 0; i < 4; i += 1) {
                    hex = parseInt(next(), 16);
                    if (!isFinite(hex)) {
                      break;
                    }
                    uffff = uffff * 16 + hex;
                  }
                  string2 += String.fromCharCode(uffff);
                } else if (typeof escapee[ch] === "string") {
                  string2 += escapee[ch];
                } else {
                  break;
                }
                startAt = at;
              }
            }
          }
          error("Bad string");
        }, white = function() {
          while (ch && ch <= " ") {
            next();
          }
        }, word = function() {
          switch (ch) {
            case "t":
              next("t");
              next("r");
              next("u");
              next("e");
              return true;
            case "f":
              next("f");
              next("a");
              next("l");
              next("s");
              next("e");
              return false;
            case "n":
              next("n");
              next("u");
              next("l");
              next("l");
              return null;
          }
          error("Unexpected '" + ch + "'");
        }, value, array = function() {
          var array2 = [];
          if (ch === "[") {
            next("[");
            white();
            if (ch === "]") {
              next("]");
              return array2;
            }
            while (ch) {
              array2.push(value());
              white();
              if (ch === "]") {
                next("]");
                return array2;
              }
              next(",");
              white();
            }
          }
          error("Bad array");
        }, object = function() {
          var key, object2 = /* @__PURE__ */ Object.create(null);
          if (ch === "{") {
            next("{");
            white();
            if (ch === "}") {
              next("}");
              return object2;
            }
            while (ch) {
              key = string();
              white();
              next(":");
              if (_options.strict === true && Object.hasOwnProperty.call(object2, key)) {
                error('Duplicate key "' + key + '"');
              }
              if (suspectProtoRx.test(key) === true) {
                if (_options.protoAction === "error") {
                  error("Object contains forbidden prototype property");
                } else if (_options.protoAction === "ignore") {
                  value();
                } else {
                  object2[key] = value();
                }
              } else if (suspectConstructorRx.test(key) === true) {
                if (_options.constructorAction === "error") {
                  error("Object contains forbidden constructor property");
                } else if (_options.constructorAction === "ignore") {
                  value();
                } else {
                  object2[key] = value();
                }
              } else {
                object2[key] = value();
              }
              white();
              if (ch === "}") {
                next("}");
                return object2;
              }
              next(",");
              white();
            }
          }
          error("Bad object");
        };
        value = function() {
          white();
          switch (ch) {
            case "{":
              return object();
            case "[":
              return array();
            case '"':
              return string();
            case "-":
              return number();
            default:
              return ch >= "0" && ch <= "9" ? number() : word();
          }
        };
        return function(source, reviver) {
          var result;
          text = source + "";
          at = 0;
          ch = " ";
          result = value();
          white();
          if (ch) {
            error("Syntax error");
          }
          return typeof reviver === "function" ? (function walk(holder, key) {
            var k, v, value2 = holder[key];
            if (value2 && typeof value2 === "object") {
              Object.keys(value2).forEach(function(k2) {
                v = walk(value2, k2);
                if (v !== void 0) {
                  value2[k2] = v;
                } else {
                  delete value2[k2];
                }
              });
            }
            return reviver.call(holder, key, value2);
          })({ "": result }, "") : result;
        };
      };
      module2.exports = json_parse;
    })
  ),
  /***/
  3651: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var BigNumber = __webpack_require__(1259);
      var JSON2 = module2.exports;
      (function() {
        "use strict";
        function f(n) {
          return n < 10 ? "0" + n : n;
        }
        var cx = /[\u0000\u00ad\u0600-\u0604\u070f\u17b4\u17b5\u200c-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]/g, escapable = /[\\\"\x00-\x1f\x7f-\x9f\u00ad\u0600-\u0604\u070f\u17b4\u17b5\u200c-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]/g, gap, indent, meta = {
          // table of character substitutions
          "\b": "\\b",
          "	": "\\t",
          "\n": "\\n",
          "\f": "\\f",
          "\r": "\\r",
          '"': '\\"',
          "\\": "\\\\"
        }, rep;
        function quote(string) {
          escapable.lastIndex = 0;
          return escapable.test(string) ? '"' + string.replace(escapable, function(a) {
            var c = meta[a];
            return typeof c === "string" ? c : "\\u" + ("0000" + a.charCodeAt(0).toString(16)).slice(-4);
          }) + '"' : '"' + string + '"';
        }
        function str(key, holder) {
          var i, k, v, length, mind = gap, partial, value = holder[key], isBigNumber = value != null && (value instanceof BigNumber || BigNumber.isBigNumber(value));
          if (value && typeof value === "object" && typeof value.toJSON === "function") {
            value = value.toJSON(key);
          }
          if (typeof rep === "function") {
            value = rep.call(holder, key, value);
          }
          switch (typeof value) {
            case "string":
              if (isBigNumber) {
                return value;
              } else {
                return quote(value);
              }
            case "number":
              return isFinite(value) ? String(value) : "null";
            case "boolean":
            case "null":
            case "bigint":
              return String(value);
            // If the type is 'object', we might be dealing with an object or an array or
            // null.
            case "object":
              if (!value) {
                return "null";
              }
              gap += indent;
              partial = [];
              if (Object.prototype.toString.apply(value) === "[object Array]") {
                length = value.length;
                for (i = 0; i < length; i += 1) {
                  partial[i] = str(i, value) || "null";
                }
                v = partial.length === 0 ? "[]" : gap ? "[\n" + gap + partial.join(",\n" + gap) + "\n" + mind + "]" : "[" + partial.join(",") + "]";
                gap = mind;
                return v;
              }
              if (rep && typeof rep === "object") {
                length = rep.length;
                for (i = 0; i < length; i += 1) {
                  if (typeof rep[i] === "string") {
                    k = rep[i];
                    v = str(k, value);
                    if (v) {
                      partial.push(quote(k) + (gap ? ": " : ":") + v);
                    }
                  }
                }
              } else {
                Object.keys(value).forEach(function(k2) {
                  var v2 = str(k2, value);
                  if (v2) {
                    partial.push(quote(k2) + (gap ? ": " : ":") + v2);
                  }
                });
              }
              v = partial.length === 0 ? "{}" : gap ? "{\n" + gap + partial.join(",\n" + gap) + "\n" + mind + "}" : "{" + partial.join(",") + "}";
              gap = mind;
              return v;
          }
        }
        if (typeof JSON2.stringify !== "function") {
          JSON2.stringify = function(value, replacer, space) {
            var i;
            gap = "";
            indent = "";
            if (typeof space === "number") {
              for (i = 0; i < space; i += 1) {
                indent += " ";
              }
            } else if (typeof space === "string") {
              indent = space;
            }
            rep = replacer;
            if (replacer && typeof replacer !== "function" && (typeof replacer !== "object" || typeof replacer.length !== "number")) {
              throw new Error("JSON.stringify");
            }
            return str("", { "": value });
          };
        }
      })();
    })
  ),
  /***/
  8622: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var Buffer2 = __webpack_require__(3058).Buffer;
      var crypto2 = __webpack_require__(6982);
      var formatEcdsa = __webpack_require__(325);
      var util2 = __webpack_require__(9023);
      var MSG_INVALID_ALGORITHM = '"%s" is not a valid algorithm.\n  Supported algorithms are:\n  "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512" and "none".';
      var MSG_INVALID_SECRET = "secret must be a string or buffer";
      var MSG_INVALID_VERIFIER_KEY = "key must be a string or a buffer";
      var MSG_INVALID_SIGNER_KEY = "key must be a string, a buffer or an object";
      var supportsKeyObjects = typeof crypto2.createPublicKey === "function";
      if (supportsKeyObjects) {
        MSG_INVALID_VERIFIER_KEY += " or a KeyObject";
        MSG_INVALID_SECRET += "or a KeyObject";
      }
      function checkIsPublicKey(key) {
        if (Buffer2.isBuffer(key)) {
          return;
        }
        if (typeof key === "string") {
          return;
        }
        if (!supportsKeyObjects) {
          throw typeError(MSG_INVALID_VERIFIER_KEY);
        }
        if (typeof key !== "object") {
          throw typeError(MSG_INVALID_VERIFIER_KEY);
        }
        if (typeof key.type !== "string") {
          throw typeError(MSG_INVALID_VERIFIER_KEY);
        }
        if (typeof key.asymmetricKeyType !== "string") {
          throw typeError(MSG_INVALID_VERIFIER_KEY);
        }
        if (typeof key.export !== "function") {
          throw typeError(MSG_INVALID_VERIFIER_KEY);
        }
      }
      ;
      function checkIsPrivateKey(key) {
        if (Buffer2.isBuffer(key)) {
          return;
        }
        if (typeof key === "string") {
          return;
        }
        if (typeof key === "object") {
          return;
        }
        throw typeError(MSG_INVALID_SIGNER_KEY);
      }
      ;
      function checkIsSecretKey(key) {
        if (Buffer2.isBuffer(key)) {
          return;
        }
        if (typeof key === "string") {
          return key;
        }
        if (!supportsKeyObjects) {
          throw typeError(MSG_INVALID_SECRET);
        }
        if (typeof key !== "object") {
          throw typeError(MSG_INVALID_SECRET);
        }
        if (key.type !== "secret") {
          throw typeError(MSG_INVALID_SECRET);
        }
        if (typeof key.export !== "function") {
          throw typeError(MSG_INVALID_SECRET);
        }
      }
      function fromBase64(base64) {
        return base64.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_");
      }
      function toBase64(base64url) {
        base64url = base64url.toString();
        var padding = 4 - base64url.length % 4;
        if (padding !== 4) {
          for (var i = 0; i < padding; ++i) {
            base64url += "=";
          }
        }
        return base64url.replace(/\-/g, "+").replace(/_/g, "/");
      }
      function typeError(template) {
        var args = [].slice.call(arguments, 1);
        var errMsg = util2.format.bind(util2, template).apply(null, args);
        return new TypeError(errMsg);
      }
      function bufferOrString(obj) {
        return Buffer2.isBuffer(obj) || typeof obj === "string";
      }
      function normalizeInput(thing) {
        if (!bufferOrString(thing))
          thing = JSON.stringify(thing);
        return thing;
      }
      function createHmacSigner(bits) {
        return function sign(thing, secret) {
          checkIsSecretKey(secret);
          thing = normalizeInput(thing);
          var hmac = crypto2.createHmac("sha" + bits, secret);
          var sig = (hmac.update(thing), hmac.digest("base64"));
          return fromBase64(sig);
        };
      }
      var bufferEqual;
      var timingSafeEqual = "timingSafeEqual" in crypto2 ? function timingSafeEqual2(a, b) {
        if (a.byteLength !== b.byteLength) {
          return false;
        }
        return crypto2.timingSafeEqual(a, b);
      } : function timingSafeEqual2(a, b) {
        if (!bufferEqual) {
          bufferEqual = __webpack_require__(9732);
        }
        return bufferEqual(a, b);
      };
      function createHmacVerifier(bits) {
        return function verify(thing, signature, secret) {
          var computedSig = createHmacSigner(bits)(thing, secret);
          return timingSafeEqual(Buffer2.from(signature), Buffer2.from(computedSig));
        };
      }
      function createKeySigner(bits) {
        return function sign(thing, privateKey) {
          checkIsPrivateKey(privateKey);
          thing = normalizeInput(thing);
          var signer = crypto2.createSign("RSA-SHA" + bits);
          var sig = (signer.update(thing), signer.sign(privateKey, "base64"));
          return fromBase64(sig);
        };
      }
      function createKeyVerifier(bits) {
        return function verify(thing, signature, publicKey) {
          checkIsPublicKey(publicKey);
          thing = normalizeInput(thing);
          signature = toBase64(signature);
          var verifier = crypto2.createVerify("RSA-SHA" + bits);
          verifier.update(thing);
          return verifier.verify(publicKey, signature, "base64");
        };
      }
      function createPSSKeySigner(bits) {
        return function sign(thing, privateKey) {
          checkIsPrivateKey(privateKey);
          thing = normalizeInput(thing);
          var signer = crypto2.createSign("RSA-SHA" + bits);
          var sig = (signer.update(thing), signer.sign({
            key: privateKey,
            padding: crypto2.constants.RSA_PKCS1_PSS_PADDING,
            saltLength: crypto2.constants.RSA_PSS_SALTLEN_DIGEST
          }, "base64"));
          return fromBase64(sig);
        };
      }
      function createPSSKeyVerifier(bits) {
        return function verify(thing, signature, publicKey) {
          checkIsPublicKey(publicKey);
          thing = normalizeInput(thing);
          signature = toBase64(signature);
          var verifier = crypto2.createVerify("RSA-SHA" + bits);
          verifier.update(thing);
          return verifier.verify({
            key: publicKey,
            padding: crypto2.constants.RSA_PKCS1_PSS_PADDING,
            saltLength: crypto2.constants.RSA_PSS_SALTLEN_DIGEST
          }, signature, "base64");
        };
      }
      function createECDSASigner(bits) {
        var inner = createKeySigner(bits);
        return function sign() {
          var signature = inner.apply(null, arguments);
          signature = formatEcdsa.derToJose(signature, "ES" + bits);
          return signature;
        };
      }
      function createECDSAVerifer(bits) {
        var inner = createKeyVerifier(bits);
        return function verify(thing, signature, publicKey) {
          signature = formatEcdsa.joseToDer(signature, "ES" + bits).toString("base64");
          var result = inner(thing, signature, publicKey);
          return result;
        };
      }
      function createNoneSigner() {
        return function sign() {
          return "";
        };
      }
      function createNoneVerifier() {
        return function verify(thing, signature) {
          return signature === "";
        };
      }
      module2.exports = function jwa(algorithm) {
        var signerFactories = {
          hs: createHmacSigner,
          rs: createKeySigner,
          ps: createPSSKeySigner,
          es: createECDSASigner,
          none: createNoneSigner
        };
        var verifierFactories = {
          hs: createHmacVerifier,
          rs: createKeyVerifier,
          ps: createPSSKeyVerifier,
          es: createECDSAVerifer,
          none: createNoneVerifier
        };
        var match = algorithm.match(/^(RS|PS|ES|HS)(256|384|512)$|^(none)$/);
        if (!match)
          throw typeError(MSG_INVALID_ALGORITHM, algorithm);
        var algo = (match[1] || match[3]).toLowerCase();
        var bits = match[2];
        return {
          sign: signerFactories[algo](bits),
          verify: verifierFactories[algo](bits)
        };
      };
    })
  ),
  /***/
  3324: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      var SignStream = __webpack_require__(8600);
      var VerifyStream = __webpack_require__(4368);
      var ALGORITHMS = [
        "HS256",
        "HS384",
        "HS512",
        "RS256",
        "RS384",
        "RS512",
        "PS256",
        "PS384",
        "PS512",
        "ES256",
        "ES384",
        "ES512"
      ];
      exports2.ALGORITHMS = ALGORITHMS;
      exports2.sign = SignStream.sign;
      exports2.verify = VerifyStream.verify;
      exports2.decode = VerifyStream.decode;
      exports2.isValid = VerifyStream.isValid;
      exports2.createSign = function createSign(opts) {
        return new SignStream(opts);
      };
      exports2.createVerify = function createVerify(opts) {
        return new VerifyStream(opts);
      };
    })
  ),
  /***/
  1831: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var Buffer2 = __webpack_require__(3058).Buffer;
      var Stream = __webpack_require__(2203);
      var util2 = __webpack_require__(9023);
      function DataStream(data) {
        this.buffer = null;
        this.writable = true;
        this.readable = true;
        if (!data) {
          this.buffer = Buffer2.alloc(0);
          return this;
        }
        if (typeof data.pipe === "function") {
          this.buffer = Buffer2.alloc(0);
          data.pipe(this);
          return this;
        }
        if (data.length || typeof data === "object") {
          this.buffer = data;
          this.writable = false;
          process.nextTick(function() {
            this.emit("end", data);
            this.readable = false;
            this.emit("close");
          }.bind(this));
          return this;
        }
        throw new TypeError("Unexpected data type (" + typeof data + ")");
      }
      util2.inherits(DataStream, Stream);
      DataStream.prototype.write = function write(data) {
        this.buffer = Buffer2.concat([this.buffer, Buffer2.from(data)]);
        this.emit("data", data);
      };
      DataStream.prototype.end = function end(data) {
        if (data)
          this.write(data);
        this.emit("end", data);
        this.emit("close");
        this.writable = false;
        this.readable = false;
      };
      module2.exports = DataStream;
    })
  ),
  /***/
  8600: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var Buffer2 = __webpack_require__(3058).Buffer;
      var DataStream = __webpack_require__(1831);
      var jwa = __webpack_require__(8622);
      var Stream = __webpack_require__(2203);
      var toString = __webpack_require__(5126);
      var util2 = __webpack_require__(9023);
      function base64url(string, encoding) {
        return Buffer2.from(string, encoding).toString("base64").replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_");
      }
      function jwsSecuredInput(header, payload, encoding) {
        encoding = encoding || "utf8";
        var encodedHeader = base64url(toString(header), "binary");
        var encodedPayload = base64url(toString(payload), encoding);
        return util2.format("%s.%s", encodedHeader, encodedPayload);
      }
      function jwsSign(opts) {
        var header = opts.header;
        var payload = opts.payload;
        var secretOrKey = opts.secret || opts.privateKey;
        var encoding = opts.encoding;
        var algo = jwa(header.alg);
        var securedInput = jwsSecuredInput(header, payload, encoding);
        var signature = algo.sign(securedInput, secretOrKey);
        return util2.format("%s.%s", securedInput, signature);
      }
      function SignStream(opts) {
        var secret = opts.secret;
        secret = secret == null ? opts.privateKey : secret;
        secret = secret == null ? opts.key : secret;
        if (/^hs/i.test(opts.header.alg) === true && secret == null) {
          throw new TypeError("secret must be a string or buffer or a KeyObject");
        }
        var secretStream = new DataStream(secret);
        this.readable = true;
        this.header = opts.header;
        this.encoding = opts.encoding;
        this.secret = this.privateKey = this.key = secretStream;
        this.payload = new DataStream(opts.payload);
        this.secret.once("close", function() {
          if (!this.payload.writable && this.readable)
            this.sign();
        }.bind(this));
        this.payload.once("close", function() {
          if (!this.secret.writable && this.readable)
            this.sign();
        }.bind(this));
      }
      util2.inherits(SignStream, Stream);
      SignStream.prototype.sign = function sign() {
        try {
          var signature = jwsSign({
            header: this.header,
            payload: this.payload.buffer,
            secret: this.secret.buffer,
            encoding: this.encoding
          });
          this.emit("done", signature);
          this.emit("data", signature);
          this.emit("end");
          this.readable = false;
          return signature;
        } catch (e) {
          this.readable = false;
          this.emit("error", e);
          this.emit("close");
        }
      };
      SignStream.sign = jwsSign;
      module2.exports = SignStream;
    })
  ),
  /***/
  5126: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var Buffer2 = __webpack_require__(181).Buffer;
      module2.exports = function toString(obj) {
        if (typeof obj === "string")
          return obj;
        if (typeof obj === "number" || Buffer2.isBuffer(obj))
          return obj.toString();
        return JSON.stringify(obj);
      };
    })
  ),
  /***/
  4368: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      var Buffer2 = __webpack_require__(3058).Buffer;
      var DataStream = __webpack_require__(1831);
      var jwa = __webpack_require__(8622);
      var Stream = __webpack_require__(2203);
      var toString = __webpack_require__(5126);
      var util2 = __webpack_require__(9023);
      var JWS_REGEX = /^[a-zA-Z0-9\-_]+?\.[a-zA-Z0-9\-_]+?\.([a-zA-Z0-9\-_]+)?$/;
      function isObject(thing) {
        return Object.prototype.toString.call(thing) === "[object Object]";
      }
      function safeJsonParse(thing) {
        if (isObject(thing))
          return thing;
        try {
          return JSON.parse(thing);
        } catch (e) {
          return void 0;
        }
      }
      function headerFromJWS(jwsSig) {
        var encodedHeader = jwsSig.split(".", 1)[0];
        return safeJsonParse(Buffer2.from(encodedHeader, "base64").toString("binary"));
      }
      function securedInputFromJWS(jwsSig) {
        return jwsSig.split(".", 2).join(".");
      }
      function signatureFromJWS(jwsSig) {
        return jwsSig.split(".")[2];
      }
      function payloadFromJWS(jwsSig, encoding) {
        encoding = encoding || "utf8";
        var payload = jwsSig.split(".")[1];
        return Buffer2.from(payload, "base64").toString(encoding);
      }
      function isValidJws(string) {
        return JWS_REGEX.test(string) && !!headerFromJWS(string);
      }
      function jwsVerify(jwsSig, algorithm, secretOrKey) {
        if (!algorithm) {
          var err = new Error("Missing algorithm parameter for jws.verify");
          err.code = "MISSING_ALGORITHM";
          throw err;
        }
        jwsSig = toString(jwsSig);
        var signature = signatureFromJWS(jwsSig);
        var securedInput = securedInputFromJWS(jwsSig);
        var algo = jwa(algorithm);
        return algo.verify(securedInput, signature, secretOrKey);
      }
      function jwsDecode(jwsSig, opts) {
        opts = opts || {};
        jwsSig = toString(jwsSig);
        if (!isValidJws(jwsSig))
          return null;
        var header = headerFromJWS(jwsSig);
        if (!header)
          return null;
        var payload = payloadFromJWS(jwsSig);
        if (header.typ === "JWT" || opts.json)
          payload = JSON.parse(payload, opts.encoding);
        return {
          header,
          payload,
          signature: signatureFromJWS(jwsSig)
        };
      }
      function VerifyStream(opts) {
        opts = opts || {};
        var secretOrKey = opts.secret;
        secretOrKey = secretOrKey == null ? opts.publicKey : secretOrKey;
        secretOrKey = secretOrKey == null ? opts.key : secretOrKey;
        if (/^hs/i.test(opts.algorithm) === true && secretOrKey == null) {
          throw new TypeError("secret must be a string or buffer or a KeyObject");
        }
        var secretStream = new DataStream(secretOrKey);
        this.readable = true;
        this.algorithm = opts.algorithm;
        this.encoding = opts.encoding;
        this.secret = this.publicKey = this.key = secretStream;
        this.signature = new DataStream(opts.signature);
        this.secret.once("close", function() {
          if (!this.signature.writable && this.readable)
            this.verify();
        }.bind(this));
        this.signature.once("close", function() {
          if (!this.secret.writable && this.readable)
            this.verify();
        }.bind(this));
      }
      util2.inherits(VerifyStream, Stream);
      VerifyStream.prototype.verify = function verify() {
        try {
          var valid = jwsVerify(this.signature.buffer, this.algorithm, this.key.buffer);
          var obj = jwsDecode(this.signature.buffer, this.encoding);
          this.emit("done", valid, obj);
          this.emit("data", valid);
          this.emit("end");
          this.readable = false;
          return valid;
        } catch (e) {
          this.readable = false;
          this.emit("error", e);
          this.emit("close");
        }
      };
      VerifyStream.decode = jwsDecode;
      VerifyStream.isValid = isValidJws;
      VerifyStream.verify = jwsVerify;
      module2.exports = VerifyStream;
    })
  ),
  /***/
  3058: (
    /***/
    ((module2, exports2, __webpack_require__) => {
      var buffer = __webpack_require__(181);
      var Buffer2 = buffer.Buffer;
      function copyProps(src, dst) {
        for (var key in src) {
          dst[key] = src[key];
        }
      }
      if (Buffer2.from && Buffer2.alloc && Buffer2.allocUnsafe && Buffer2.allocUnsafeSlow) {
        module2.exports = buffer;
      } else {
        copyProps(buffer, exports2);
        exports2.Buffer = SafeBuffer;
      }
      function SafeBuffer(arg, encodingOrOffset, length) {
        return Buffer2(arg, encodingOrOffset, length);
      }
      SafeBuffer.prototype = Object.create(Buffer2.prototype);
      copyProps(Buffer2, SafeBuffer);
      SafeBuffer.from = function(arg, encodingOrOffset, length) {
        if (typeof arg === "number") {
          throw new TypeError("Argument must not be a number");
        }
        return Buffer2(arg, encodingOrOffset, length);
      };
      SafeBuffer.alloc = function(size, fill, encoding) {
        if (typeof size !== "number") {
          throw new TypeError("Argument must be a number");
        }
        var buf = Buffer2(size);
        if (fill !== void 0) {
          if (typeof encoding === "string") {
            buf.fill(fill, encoding);
          } else {
            buf.fill(fill);
          }
        } else {
          buf.fill(0);
        }
        return buf;
      };
      SafeBuffer.allocUnsafe = function(size) {
        if (typeof size !== "number") {
          throw new TypeError("Argument must be a number");
        }
        return Buffer2(size);
      };
      SafeBuffer.allocUnsafeSlow = function(size) {
        if (typeof size !== "number") {
          throw new TypeError("Argument must be a number");
        }
        return buffer.SlowBuffer(size);
      };
    })
  ),
  /***/
  6128: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.GCE_LINUX_BIOS_PATHS = void 0;
      exports2.isGoogleCloudServerless = isGoogleCloudServerless;
      exports2.isGoogleComputeEngineLinux = isGoogleComputeEngineLinux;
      exports2.isGoogleComputeEngineMACAddress = isGoogleComputeEngineMACAddress;
      exports2.isGoogleComputeEngine = isGoogleComputeEngine;
      exports2.detectGCPResidency = detectGCPResidency;
      const fs_1 = __webpack_require__(9896);
      const os_1 = __webpack_require__(857);
      exports2.GCE_LINUX_BIOS_PATHS = {
        BIOS_DATE: "/sys/class/dmi/id/bios_date",
        BIOS_VENDOR: "/sys/class/dmi/id/bios_vendor"
      };
      const GCE_MAC_ADDRESS_REGEX = /^42:01/;
      const SERVERLESS_ENV_VARS = [
        "CLOUD_RUN_JOB",
        "FUNCTION_NAME",
        "K_SERVICE",
        "CLOUD_RUN_WORKER_POOL"
      ];
      function isGoogleCloudServerless() {
        return SERVERLESS_ENV_VARS.some((key) => Boolean(process.env[key]));
      }
      function isGoogleComputeEngineLinux() {
        if ((0, os_1.platform)() !== "linux")
          return false;
        try {
          (0, fs_1.statSync)(exports2.GCE_LINUX_BIOS_PATHS.BIOS_DATE);
          const biosVendor = (0, fs_1.readFileSync)(exports2.GCE_LINUX_BIOS_PATHS.BIOS_VENDOR, "utf8");
          return /Google/.test(biosVendor);
        } catch {
          return false;
        }
      }
      function isGoogleComputeEngineMACAddress() {
        const interfaces = (0, os_1.networkInterfaces)();
        for (const item of Object.values(interfaces)) {
          if (!item)
            continue;
          for (const { mac } of item) {
            if (GCE_MAC_ADDRESS_REGEX.test(mac)) {
              return true;
            }
          }
        }
        return false;
      }
      function isGoogleComputeEngine() {
        return isGoogleComputeEngineLinux() || isGoogleComputeEngineMACAddress();
      }
      function detectGCPResidency() {
        return isGoogleCloudServerless() || isGoogleComputeEngine();
      }
    })
  ),
  /***/
  9595: (
    /***/
    (function(__unused_webpack_module, exports2, __webpack_require__) {
      "use strict";
      var __createBinding = this && this.__createBinding || (Object.create ? (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        var desc = Object.getOwnPropertyDescriptor(m, k);
        if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
          desc = { enumerable: true, get: function() {
            return m[k];
          } };
        }
        Object.defineProperty(o, k2, desc);
      }) : (function(o, m, k, k2) {
        if (k2 === void 0) k2 = k;
        o[k2] = m[k];
      }));
      var __setModuleDefault = this && this.__setModuleDefault || (Object.create ? (function(o, v) {
        Object.defineProperty(o, "default", { enumerable: true, value: v });
      }) : function(o, v) {
        o["default"] = v;
      });
      var __importStar = this && this.__importStar || /* @__PURE__ */ (function() {
        var ownKeys = function(o) {
          ownKeys = Object.getOwnPropertyNames || function(o2) {
            var ar = [];
            for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
            return ar;
          };
          return ownKeys(o);
        };
        return function(mod) {
          if (mod && mod.__esModule) return mod;
          var result = {};
          if (mod != null) {
            for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
          }
          __setModuleDefault(result, mod);
          return result;
        };
      })();
      var __exportStar = this && this.__exportStar || function(m, exports3) {
        for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports3, p)) __createBinding(exports3, m, p);
      };
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.gcpResidencyCache = exports2.METADATA_SERVER_DETECTION = exports2.HEADERS = exports2.HEADER_VALUE = exports2.HEADER_NAME = exports2.SECONDARY_HOST_ADDRESS = exports2.HOST_ADDRESS = exports2.BASE_PATH = void 0;
      exports2.instance = instance;
      exports2.project = project;
      exports2.universe = universe;
      exports2.bulk = bulk;
      exports2.isAvailable = isAvailable;
      exports2.resetIsAvailableCache = resetIsAvailableCache;
      exports2.getGCPResidency = getGCPResidency;
      exports2.setGCPResidency = setGCPResidency;
      exports2.requestTimeout = requestTimeout;
      const gaxios_1 = __webpack_require__(1098);
      const jsonBigint = __webpack_require__(4826);
      const gcp_residency_1 = __webpack_require__(6128);
      const logger = __importStar(__webpack_require__(1577));
      exports2.BASE_PATH = "/computeMetadata/v1";
      exports2.HOST_ADDRESS = "http://169.254.169.254";
      exports2.SECONDARY_HOST_ADDRESS = "http://metadata.google.internal.";
      exports2.HEADER_NAME = "Metadata-Flavor";
      exports2.HEADER_VALUE = "Google";
      exports2.HEADERS = Object.freeze({ [exports2.HEADER_NAME]: exports2.HEADER_VALUE });
      const log = logger.log("gcp-metadata");
      exports2.METADATA_SERVER_DETECTION = Object.freeze({
        "assume-present": "don't try to ping the metadata server, but assume it's present",
        none: "don't try to ping the metadata server, but don't try to use it either",
        "bios-only": "treat the result of a BIOS probe as canonical (don't fall back to pinging)",
        "ping-only": "skip the BIOS probe, and go straight to pinging"
      });
      function getBaseUrl(baseUrl) {
        if (!baseUrl) {
          baseUrl = process.env.GCE_METADATA_IP || process.env.GCE_METADATA_HOST || exports2.HOST_ADDRESS;
        }
        if (!/^https?:\/\//.test(baseUrl)) {
          baseUrl = `http://${baseUrl}`;
        }
        return new URL(exports2.BASE_PATH, baseUrl).href;
      }
      function validate(options) {
        Object.keys(options).forEach((key) => {
          switch (key) {
            case "params":
            case "property":
            case "headers":
              break;
            case "qs":
              throw new Error("'qs' is not a valid configuration option. Please use 'params' instead.");
            default:
              throw new Error(`'${key}' is not a valid configuration option.`);
          }
        });
      }
      async function metadataAccessor(type, options = {}, noResponseRetries = 3, fastFail = false) {
        const headers = new Headers(exports2.HEADERS);
        let metadataKey = "";
        let params = {};
        if (typeof type === "object") {
          const metadataAccessor2 = type;
          new Headers(metadataAccessor2.headers).forEach((value, key) => headers.set(key, value));
          metadataKey = metadataAccessor2.metadataKey;
          params = metadataAccessor2.params || params;
          noResponseRetries = metadataAccessor2.noResponseRetries || noResponseRetries;
          fastFail = metadataAccessor2.fastFail || fastFail;
        } else {
          metadataKey = type;
        }
        if (typeof options === "string") {
          metadataKey += `/${options}`;
        } else {
          validate(options);
          if (options.property) {
            metadataKey += `/${options.property}`;
          }
          new Headers(options.headers).forEach((value, key) => headers.set(key, value));
          params = options.params || params;
        }
        const requestMethod = fastFail ? fastFailMetadataRequest : gaxios_1.request;
        const req = {
          url: `${getBaseUrl()}/${metadataKey}`,
          headers,
          retryConfig: { noResponseRetries },
          params,
          responseType: "text",
          timeout: requestTimeout()
        };
        log.debug("instance request %j", req);
        const res = await requestMethod(req);
        log.debug("instance metadata is %s", res.data);
        const metadataFlavor = res.headers.get(exports2.HEADER_NAME);
        if (metadataFlavor !== exports2.HEADER_VALUE) {
          throw new RangeError(`Invalid response from metadata service: incorrect ${exports2.HEADER_NAME} header. Expected '${exports2.HEADER_VALUE}', got ${metadataFlavor ? `'${metadataFlavor}'` : "no header"}`);
        }
        if (typeof res.data === "string") {
          try {
            return jsonBigint.parse(res.data);
          } catch {
          }
        }
        return res.data;
      }
      async function fastFailMetadataRequest(options) {
        const secondaryOptions = {
          ...options,
          url: options.url?.toString().replace(getBaseUrl(), getBaseUrl(exports2.SECONDARY_HOST_ADDRESS))
        };
        const r1 = (0, gaxios_1.request)(options);
        const r2 = (0, gaxios_1.request)(secondaryOptions);
        try {
          return await Promise.any([r1, r2]);
        } catch (err) {
          if (err instanceof AggregateError && !err.message) {
            err.message = "All promises were rejected";
          }
          throw err;
        }
      }
      function instance(options) {
        return metadataAccessor("instance", options);
      }
      function project(options) {
        return metadataAccessor("project", options);
      }
      function universe(options) {
        return metadataAccessor("universe", options);
      }
      async function bulk(properties) {
        const r = {};
        await Promise.all(properties.map((item) => {
          return (async () => {
            const res = await metadataAccessor(item);
            const key = item.metadataKey;
            r[key] = res;
          })();
        }));
        return r;
      }
      function detectGCPAvailableRetries() {
        return process.env.DETECT_GCP_RETRIES ? Number(process.env.DETECT_GCP_RETRIES) : 0;
      }
      let cachedIsAvailableResponse;
      const EXPECTED_NETWORK_ERROR_CODES = /* @__PURE__ */ new Set([
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ENETUNREACH",
        "ENOENT",
        "ENOTFOUND",
        "ECONNREFUSED",
        "ConnectionRefused",
        "FailedToOpenSocket"
      ]);
      const TIMEOUT_NAMES_AND_CODES = /* @__PURE__ */ new Set([
        "AbortError",
        "TimeoutError"
      ]);
      const TIMEOUT_TYPES = /* @__PURE__ */ new Set([
        "aborted",
        "request-timeout"
      ]);
      const MAX_ERROR_DEPTH = 20;
      function isErrorWithDetails(val) {
        return typeof val === "object" && val !== null;
      }
      function getErrorCodes(err, visited = /* @__PURE__ */ new Set(), depth = 0) {
        if (!isErrorWithDetails(err) || visited.has(err) || depth > MAX_ERROR_DEPTH) {
          return ["UNKNOWN"];
        }
        visited.add(err);
        if (err.name === "AggregateError" && Array.isArray(err.errors)) {
          if (err.errors.length === 0) {
            return ["UNKNOWN"];
          }
          return err.errors.flatMap((subErr) => getErrorCodes(subErr, visited, depth + 1));
        }
        if (err.name !== void 0 && TIMEOUT_NAMES_AND_CODES.has(err.name) || err.code !== void 0 && TIMEOUT_NAMES_AND_CODES.has(err.code) || err.type !== void 0 && TIMEOUT_TYPES.has(err.type)) {
          return ["ETIMEDOUT"];
        }
        if ((typeof err.code === "string" || typeof err.code === "number") && err.code !== "") {
          return [String(err.code)];
        }
        const nested = err.cause ?? err.error;
        if (nested !== void 0) {
          return getErrorCodes(nested, visited, depth + 1);
        }
        return ["UNKNOWN"];
      }
      async function isAvailable() {
        if (process.env.METADATA_SERVER_DETECTION) {
          const value = process.env.METADATA_SERVER_DETECTION.trim().toLocaleLowerCase();
          if (!(value in exports2.METADATA_SERVER_DETECTION)) {
            throw new RangeError(`Unknown \`METADATA_SERVER_DETECTION\` env variable. Got \`${value}\`, but it should be \`${Object.keys(exports2.METADATA_SERVER_DETECTION).join("`, `")}\`, or unset`);
          }
          switch (value) {
            case "assume-present":
              return true;
            case "none":
              return false;
            case "bios-only":
              return getGCPResidency();
            case "ping-only":
          }
        }
        try {
          if (cachedIsAvailableResponse === void 0) {
            cachedIsAvailableResponse = (async () => {
              try {
                await metadataAccessor(
                  "instance",
                  void 0,
                  detectGCPAvailableRetries(),
                  // If the default HOST_ADDRESS has been overridden, we should not
                  // make an effort to try SECONDARY_HOST_ADDRESS (as we are likely in
                  // a non-GCP environment):
                  !(process.env.GCE_METADATA_IP || process.env.GCE_METADATA_HOST)
                );
                return true;
              } catch (e) {
                if (process.env.DEBUG_AUTH) {
                  console.info(e);
                }
                if (!isErrorWithDetails(e)) {
                  process.emitWarning(`received unexpected error = ${String(e)} code = UNKNOWN`, "MetadataLookupWarning");
                  return false;
                }
                if (e.type === "request-timeout" || e.response?.status === 404) {
                  return false;
                }
                const codes = getErrorCodes(e);
                const isExpected = codes.length > 0 && codes.every((code) => EXPECTED_NETWORK_ERROR_CODES.has(code));
                if (!isExpected) {
                  const code = [...new Set(codes)].join(", ");
                  process.emitWarning(`received unexpected error = ${e.message} code = ${code}`, "MetadataLookupWarning");
                }
                return false;
              }
            })();
          }
          return await cachedIsAvailableResponse;
        } catch (e) {
          return false;
        }
      }
      function resetIsAvailableCache() {
        cachedIsAvailableResponse = void 0;
      }
      exports2.gcpResidencyCache = null;
      function getGCPResidency() {
        if (exports2.gcpResidencyCache === null) {
          setGCPResidency();
        }
        return exports2.gcpResidencyCache;
      }
      function setGCPResidency(value = null) {
        exports2.gcpResidencyCache = value !== null ? value : (0, gcp_residency_1.detectGCPResidency)();
      }
      function requestTimeout() {
        return getGCPResidency() ? 0 : 3e3;
      }
      __exportStar(__webpack_require__(6128), exports2);
    })
  ),
  /***/
  6995: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      "use strict";
      const pkg = __webpack_require__(6543);
      module2.exports = { pkg };
    })
  ),
  /***/
  5470: (
    /***/
    ((__unused_webpack_module, exports2, __webpack_require__) => {
      "use strict";
      Object.defineProperty(exports2, "__esModule", { value: true });
      exports2.USER_AGENT = exports2.PRODUCT_NAME = exports2.pkg = void 0;
      const pkg = __webpack_require__(6066);
      exports2.pkg = pkg;
      const PRODUCT_NAME = "google-api-nodejs-client";
      exports2.PRODUCT_NAME = PRODUCT_NAME;
      const USER_AGENT = `${PRODUCT_NAME}/${pkg.version}`;
      exports2.USER_AGENT = USER_AGENT;
    })
  ),
  /***/
  7273: (
    /***/
    ((module2, __unused_webpack_exports, __webpack_require__) => {
      "use strict";
      const pkg = __webpack_require__(8535);
      module2.exports = { pkg };
    })
  ),
  /***/
  8816: (
    /***/
    ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
      "use strict";
      __webpack_require__.d(__webpack_exports__, {
        Ikc: () => (
          /* binding */
          object
        ),
        YjP: () => (
          /* binding */
          schemas_string
        )
      });
      ;
      function assertEqual(val) {
        return val;
      }
      function assertNotEqual(val) {
        return val;
      }
      function toZod() {
        return (schema) => schema;
      }
      function assertIs(_arg) {
      }
      function assertNever(_x) {
        throw new Error("Unexpected value in exhaustive check");
      }
      function assert(_) {
      }
      function getEnumValues(entries) {
        const numericValues = Object.values(entries).filter((v) => typeof v === "number");
        const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
        return values;
      }
      function joinValues(array2, separator = "|") {
        return array2.map((val) => stringifyPrimitive(val)).join(separator);
      }
      function jsonStringifyReplacer(_, value) {
        if (typeof value === "bigint")
          return value.toString();
        return value;
      }
      class Cached {
        constructor(getter) {
          this._getter = getter;
          this._value = void 0;
        }
        get value() {
          const getter = this._getter;
          if (getter !== void 0) {
            this._value = getter();
            this._getter = void 0;
          }
          return this._value;
        }
      }
      function cached(getter) {
        return new Cached(getter);
      }
      function nullish(input) {
        return input === null || input === void 0;
      }
      function cleanRegex(source) {
        const start = source.startsWith("^") ? 1 : 0;
        const end = source.endsWith("$") ? source.length - 1 : source.length;
        return source.slice(start, end);
      }
      function floatSafeRemainder(val, step) {
        const ratio = val / step;
        const roundedRatio = Math.round(ratio);
        const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
        if (Math.abs(ratio - roundedRatio) < tolerance)
          return 0;
        return ratio - roundedRatio;
      }
      const EVALUATING = (
        /* unused pure expression or super */
        null
      );
      function defineLazy(object2, key, getter) {
        let value = void 0;
        Object.defineProperty(object2, key, {
          get() {
            if (value === EVALUATING) {
              return void 0;
            }
            if (value === void 0) {
              value = EVALUATING;
              value = getter();
            }
            return value;
          },
          set(v) {
            Object.defineProperty(object2, key, {
              value: v
              // configurable: true,
            });
          },
          configurable: true
        });
      }
      function objectClone(obj) {
        return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
      }
      function util_assignProp(target, prop, value) {
        Object.defineProperty(target, prop, {
          value,
          writable: true,
          enumerable: true,
          configurable: true
        });
      }
      function rawShape(def) {
        const desc = Object.getOwnPropertyDescriptor(def, "shape");
        return desc?.get ? desc.get.raw : desc?.value;
      }
      function sourceShape(schema) {
        return rawShape(schema._zod.def) ?? schema._zod.def.shape;
      }
      function deferProp(target, key, getter) {
        Object.defineProperty(target, key, {
          get() {
            const value = getter();
            util_assignProp(this, key, value);
            return value;
          },
          enumerable: true,
          configurable: true
        });
      }
      function putProp(target, key, value) {
        if (key in target)
          util_assignProp(target, key, value);
        else
          target[key] = value;
      }
      function mirrorShape(target, source, keys, wrap) {
        const raw = sourceShape(source);
        for (const key of keys) {
          const desc = Object.getOwnPropertyDescriptor(raw, key);
          if (!desc.enumerable)
            continue;
          if (desc.get) {
            deferProp(target, key, () => {
              const value = source._zod.def.shape[key];
              return wrap ? wrap(value, key) : value;
            });
          } else
            putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
        }
      }
      function mirrorProps(target, source) {
        for (const key of Reflect.ownKeys(source)) {
          const desc = Object.getOwnPropertyDescriptor(source, key);
          if (!desc.enumerable)
            continue;
          if (desc.get)
            deferProp(target, key, () => source[key]);
          else
            putProp(target, key, desc.value);
        }
      }
      function mergeDefs(...defs) {
        const mergedDescriptors = {};
        for (const def of defs) {
          const descriptors = Object.getOwnPropertyDescriptors(def);
          Object.assign(mergedDescriptors, descriptors);
        }
        return Object.defineProperties({}, mergedDescriptors);
      }
      function cloneDef(schema) {
        return mergeDefs(schema._zod.def);
      }
      function getElementAtPath(obj, path) {
        if (!path)
          return obj;
        return path.reduce((acc, key) => acc?.[key], obj);
      }
      function promiseAllObject(promisesObj) {
        const keys = Object.keys(promisesObj);
        const promises = keys.map((key) => promisesObj[key]);
        return Promise.all(promises).then((results) => {
          const resolvedObj = {};
          for (let i = 0; i < keys.length; i++) {
            resolvedObj[keys[i]] = results[i];
          }
          return resolvedObj;
        });
      }
      function randomString(length = 10) {
        const chars = "abcdefghijklmnopqrstuvwxyz";
        let str = "";
        for (let i = 0; i < length; i++) {
          str += chars[Math.floor(Math.random() * chars.length)];
        }
        return str;
      }
      function esc(str) {
        return JSON.stringify(str);
      }
      function slugify(input) {
        return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
      }
      const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
      };
      function util_isObject(data) {
        return typeof data === "object" && data !== null && !Array.isArray(data);
      }
      const util_allowsEval = /* @__PURE__ */ cached(() => {
        if (globalConfig.jitless) {
          return false;
        }
        if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
          return false;
        }
        try {
          const F = Function;
          new F("");
          return true;
        } catch (_) {
          return false;
        }
      });
      function isPlainObject(o) {
        if (util_isObject(o) === false)
          return false;
        const ctor = o.constructor;
        if (ctor === void 0)
          return true;
        if (typeof ctor !== "function")
          return true;
        const prot = ctor.prototype;
        if (util_isObject(prot) === false)
          return false;
        if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
          return false;
        }
        return true;
      }
      function shallowClone(o) {
        if (isPlainObject(o))
          return { ...o };
        if (Array.isArray(o))
          return [...o];
        if (o instanceof Map)
          return new Map(o);
        if (o instanceof Set)
          return new Set(o);
        return o;
      }
      function numKeys(data) {
        let keyCount = 0;
        for (const key in data) {
          if (Object.prototype.hasOwnProperty.call(data, key)) {
            keyCount++;
          }
        }
        return keyCount;
      }
      const getParsedType = (data) => {
        const t = typeof data;
        switch (t) {
          case "undefined":
            return "undefined";
          case "string":
            return "string";
          case "number":
            return Number.isNaN(data) ? "nan" : "number";
          case "boolean":
            return "boolean";
          case "function":
            return "function";
          case "bigint":
            return "bigint";
          case "symbol":
            return "symbol";
          case "object":
            if (Array.isArray(data)) {
              return "array";
            }
            if (data === null) {
              return "null";
            }
            if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
              return "promise";
            }
            if (typeof Map !== "undefined" && data instanceof Map) {
              return "map";
            }
            if (typeof Set !== "undefined" && data instanceof Set) {
              return "set";
            }
            if (typeof Date !== "undefined" && data instanceof Date) {
              return "date";
            }
            if (typeof File !== "undefined" && data instanceof File) {
              return "file";
            }
            return "object";
          default:
            throw new Error(`Unknown data type: ${t}`);
        }
      };
      const propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
      const primitiveTypes = /* @__PURE__ */ new Set([
        "string",
        "number",
        "bigint",
        "boolean",
        "symbol",
        "undefined"
      ]);
      function escapeRegex(str) {
        return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      }
      function clone(inst, def, params) {
        const cl = new inst._zod.constr(def ?? inst._zod.def);
        if (!def || params?.parent)
          cl._zod.parent = inst;
        return cl;
      }
      function normalizeParams(_params) {
        const params = _params;
        if (!params)
          return {};
        if (typeof params === "string")
          return { error: () => params };
        if (params?.message !== void 0) {
          if (params?.error !== void 0)
            throw new Error("Cannot specify both `message` and `error` params");
          params.error = params.message;
        }
        delete params.message;
        if (typeof params.error === "string")
          return { ...params, error: () => params.error };
        return params;
      }
      function createTransparentProxy(getter) {
        let target;
        return new Proxy({}, {
          get(_, prop, receiver) {
            target ?? (target = getter());
            return Reflect.get(target, prop, receiver);
          },
          set(_, prop, value, receiver) {
            target ?? (target = getter());
            return Reflect.set(target, prop, value, receiver);
          },
          has(_, prop) {
            target ?? (target = getter());
            return Reflect.has(target, prop);
          },
          deleteProperty(_, prop) {
            target ?? (target = getter());
            return Reflect.deleteProperty(target, prop);
          },
          ownKeys(_) {
            target ?? (target = getter());
            return Reflect.ownKeys(target);
          },
          getOwnPropertyDescriptor(_, prop) {
            target ?? (target = getter());
            return Reflect.getOwnPropertyDescriptor(target, prop);
          },
          defineProperty(_, prop, descriptor) {
            target ?? (target = getter());
            return Reflect.defineProperty(target, prop, descriptor);
          }
        });
      }
      function stringifyPrimitive(value) {
        if (typeof value === "bigint")
          return value.toString() + "n";
        if (typeof value === "string")
          return `"${value}"`;
        return `${value}`;
      }
      function optionalKeys(shape) {
        return Object.keys(shape).filter((k) => {
          return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
        });
      }
      const NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
        safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
        int32: [-2147483648, 2147483647],
        uint32: [0, 4294967295],
        float32: [-34028234663852886e22, 34028234663852886e22],
        float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
      }))();
      const BIGINT_FORMAT_RANGES = {
        int64: [/* @__PURE__ */ BigInt("-9223372036854775808"), /* @__PURE__ */ BigInt("9223372036854775807")],
        uint64: [/* @__PURE__ */ BigInt(0), /* @__PURE__ */ BigInt("18446744073709551615")]
      };
      function pick(schema, mask) {
        const currDef = schema._zod.def;
        const checks2 = currDef.checks;
        const hasChecks = checks2 && checks2.length > 0;
        if (hasChecks) {
          throw new Error(".pick() cannot be used on object schemas containing refinements");
        }
        const newShape = {};
        mirrorShape(newShape, schema, maskedKeys(schema, mask));
        return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
      }
      function maskedKeys(schema, mask) {
        const raw = sourceShape(schema);
        const keys = [];
        for (const key of Reflect.ownKeys(mask)) {
          if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
            throw new Error(`Unrecognized key: "${String(key)}"`);
          }
          if (mask[key])
            keys.push(key);
        }
        return keys;
      }
      function omit(schema, mask) {
        const currDef = schema._zod.def;
        const checks2 = currDef.checks;
        const hasChecks = checks2 && checks2.length > 0;
        if (hasChecks) {
          throw new Error(".omit() cannot be used on object schemas containing refinements");
        }
        const omitted = new Set(maskedKeys(schema, mask));
        const newShape = {};
        mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
        return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
      }
      function extend(schema, shape) {
        if (!isPlainObject(shape)) {
          throw new Error("Invalid input to extend: expected a plain object");
        }
        const checks2 = schema._zod.def.checks;
        const hasChecks = checks2 && checks2.length > 0;
        if (hasChecks) {
          const existingShape = sourceShape(schema);
          for (const key of Reflect.ownKeys(shape)) {
            if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) {
              throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
            }
          }
        }
        return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
      }
      function extended(schema, shape) {
        const newShape = {};
        mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
        mirrorProps(newShape, shape);
        return newShape;
      }
      function safeExtend(schema, shape) {
        if (!isPlainObject(shape)) {
          throw new Error("Invalid input to safeExtend: expected a plain object");
        }
        return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
      }
      function merge(a, b) {
        if (!b?._zod?.def) {
          throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
        }
        if (a._zod.def.checks?.length) {
          throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
        }
        const newShape = {};
        mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
        mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
        const def = mergeDefs(a._zod.def, {
          shape: newShape,
          get catchall() {
            return b._zod.def.catchall;
          },
          checks: b._zod.def.checks ?? []
        });
        return clone(a, def);
      }
      function partial(Class2, schema, mask, name = "partial") {
        const currDef = schema._zod.def;
        const checks2 = currDef.checks;
        const hasChecks = checks2 && checks2.length > 0;
        if (hasChecks) {
          throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
        }
        const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
        const newShape = {};
        mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class2 && ((value, key) => selected && !selected.has(key) ? value : new Class2({ type: "optional", innerType: value })));
        return clone(schema, mergeDefs(schema._zod.def, { shape: newShape, checks: [] }));
      }
      function required(Class2, schema, mask) {
        const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
        const newShape = {};
        mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => (
          // overwrite with non-optional
          selected && !selected.has(key) ? value : new Class2({ type: "nonoptional", innerType: value })
        ));
        return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
      }
      function aborted(x, startIndex = 0) {
        if (x.aborted === true)
          return true;
        for (let i = startIndex; i < x.issues.length; i++) {
          if (x.issues[i]?.continue !== true) {
            return true;
          }
        }
        return false;
      }
      function explicitlyAborted(x, startIndex = 0) {
        if (x.aborted === true)
          return true;
        for (let i = startIndex; i < x.issues.length; i++) {
          if (x.issues[i]?.continue === false) {
            return true;
          }
        }
        return false;
      }
      function prefixIssues(path, issues) {
        return issues.map((iss) => {
          var _a2;
          (_a2 = iss).path ?? (_a2.path = []);
          iss.path.unshift(path);
          return iss;
        });
      }
      function unwrapMessage(message) {
        return typeof message === "string" ? message : message?.message;
      }
      function sizeCaps(defChecks) {
        const caps = [];
        for (const ch of defChecks ?? []) {
          const d = ch._zod.def;
          if (!/_(length|size)$|_equals$/.test(d.check))
            break;
          const max = d.maximum ?? d.length ?? d.size;
          if (max >= 0)
            caps.push([max, ch]);
        }
        return caps;
      }
      function attachSchema(issues, start, inst) {
        var _a2;
        for (let i = start; i < issues.length; i++) {
          (_a2 = issues[i]).schema ?? (_a2.schema = inst);
        }
      }
      function finalizeIssue(iss, ctx, config2) {
        var _a2;
        const traits = iss.inst?._zod?.traits;
        if (traits?.has("$ZodType")) {
          if (traits.has("$ZodCheck"))
            (_a2 = iss).schema ?? (_a2.schema = iss.inst);
          else
            iss.schema = iss.inst;
        }
        const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
        const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
        const full = {};
        for (const k of Object.keys(iss)) {
          if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
            continue;
          full[k] = iss[k];
        }
        full.path ?? (full.path = []);
        full.message = message;
        if (ctx?.reportInput) {
          full.input = iss.input;
        }
        return full;
      }
      function getSizableOrigin(input) {
        if (input instanceof Set)
          return "set";
        if (input instanceof Map)
          return "map";
        if (input instanceof File)
          return "file";
        return "unknown";
      }
      const highSurrogate = /[\uD800-\uDBFF]/;
      function codePointLength(str) {
        const units = str.length;
        if (!highSurrogate.test(str))
          return units;
        let count = units;
        for (let i = 0; i < units - 1; i++) {
          if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
            count--;
            i++;
          }
        }
        return count;
      }
      function getLengthableOrigin(input) {
        if (Array.isArray(input))
          return "array";
        if (typeof input === "string")
          return "string";
        return "unknown";
      }
      function parsedType(data) {
        const t = typeof data;
        switch (t) {
          case "number": {
            return Number.isNaN(data) ? "nan" : "number";
          }
          case "object": {
            if (data === null) {
              return "null";
            }
            if (Array.isArray(data)) {
              return "array";
            }
            const obj = data;
            if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
              return obj.constructor.name;
            }
          }
        }
        return t;
      }
      function util_issue(...args) {
        const [iss, input, inst] = args;
        if (typeof iss === "string") {
          return {
            message: iss,
            code: "custom",
            input,
            inst
          };
        }
        return { ...iss };
      }
      function cleanEnum(obj) {
        return Object.entries(obj).filter(([k, _]) => {
          return Number.isNaN(Number.parseInt(k, 10));
        }).map((el) => el[1]);
      }
      function base64ToUint8Array(base642) {
        const binaryString = atob(base642);
        const bytes = new Uint8Array(binaryString.length);
        for (let i = 0; i < binaryString.length; i++) {
          bytes[i] = binaryString.charCodeAt(i);
        }
        return bytes;
      }
      function uint8ArrayToBase64(bytes) {
        let binaryString = "";
        for (let i = 0; i < bytes.length; i++) {
          binaryString += String.fromCharCode(bytes[i]);
        }
        return btoa(binaryString);
      }
      function base64urlToUint8Array(base64url2) {
        const base642 = base64url2.replace(/-/g, "+").replace(/_/g, "/");
        const padding = "=".repeat((4 - base642.length % 4) % 4);
        return base64ToUint8Array(base642 + padding);
      }
      function uint8ArrayToBase64url(bytes) {
        return uint8ArrayToBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
      }
      function hexToUint8Array(hex2) {
        const cleanHex = hex2.replace(/^0x/, "");
        if (cleanHex.length % 2 !== 0) {
          throw new Error("Invalid hex string length");
        }
        const bytes = new Uint8Array(cleanHex.length / 2);
        for (let i = 0; i < cleanHex.length; i += 2) {
          bytes[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
        }
        return bytes;
      }
      function uint8ArrayToHex(bytes) {
        return Array.from(bytes).map((b) => b.toString(16).padStart(2, "0")).join("");
      }
      class Class {
        constructor(..._args) {
        }
      }
      function members(proto, table) {
        for (const key in table) {
          const desc = Object.getOwnPropertyDescriptor(table, key);
          if (desc.get)
            Object.defineProperty(proto, key, { ...desc, enumerable: false });
          else
            defineBound(proto, key, desc.value);
        }
      }
      function own(inst, key, value, enumerable = true) {
        Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
        return value;
      }
      function hide(inst, key, value) {
        return own(inst, key, value, false);
      }
      function derived(computes, table) {
        for (const key in computes) {
          const compute = computes[key];
          Object.defineProperty(table, key, {
            configurable: true,
            enumerable: true,
            get() {
              return own(this, key, compute(this));
            },
            set(value) {
              own(this, key, value);
            }
          });
        }
        return table;
      }
      function defineBound(proto, key, fn) {
        Object.defineProperty(proto, key, {
          configurable: true,
          get() {
            return this == null ? fn : own(this, key, fn.bind(this));
          },
          set(value) {
            own(this, key, value);
          }
        });
      }
      function claim(inst, sentinel) {
        const proto = Object.getPrototypeOf(inst);
        return sentinel in proto ? void 0 : proto;
      }
      let installing;
      let broke = false;
      const breaker = {
        configurable: true,
        get() {
          broke = true;
          return void 0;
        }
      };
      function defineLazyInternal(inst, key, compute) {
        const proto = Object.getPrototypeOf(inst._zod);
        if (key in proto && installing !== inst._zod) {
          installing = void 0;
          return;
        }
        installing = inst._zod;
        Object.defineProperty(proto, key, {
          configurable: true,
          get() {
            Object.defineProperty(this, key, breaker);
            const outer = broke;
            broke = false;
            try {
              const value = compute(this);
              if (broke)
                delete this[key];
              else
                Object.defineProperty(this, key, { configurable: true, writable: true, value });
              broke = broke || outer;
              return value;
            } catch (err) {
              delete this[key];
              broke = broke || outer;
              throw err;
            }
          },
          set(value) {
            Object.defineProperty(this, key, { configurable: true, writable: true, value });
          }
        });
      }
      function installLazyProp(inst, key, make, enumerable) {
        const proto = claim(inst, key);
        if (!proto)
          return;
        Object.defineProperty(proto, key, {
          configurable: true,
          get() {
            const desc = { configurable: true, writable: true, enumerable, value: void 0 };
            Object.defineProperty(this, key, desc);
            desc.value = make(this);
            Object.defineProperty(this, key, desc);
            return desc.value;
          },
          set(value) {
            Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
          }
        });
      }
      const CONSTANT_CATCH = "~constantCatch";
      function constantCatch(value) {
        const fn = () => value;
        fn[CONSTANT_CATCH] = true;
        return fn;
      }
      ;
      var _a;
      const NEVER = /* @__PURE__ */ Object.freeze({
        status: "aborted"
      });
      const _zodDesc = { value: void 0, enumerable: false };
      let _E = "captureStackTrace" in Error ? Error : null;
      function newError(Definition) {
        const E = _E;
        if (E) {
          const saved = E.stackTraceLimit;
          if (typeof saved === "number") {
            try {
              E.stackTraceLimit = 0;
            } catch {
              _E = null;
              return new Definition();
            }
            try {
              return new Definition();
            } finally {
              E.stackTraceLimit = saved;
            }
          }
        }
        return new Definition();
      }
      function $constructor(name, initializer2, proto, params) {
        const zodProto = {};
        function Internals(def) {
          this.def = def;
          this.constr = _;
          this.traits = /* @__PURE__ */ new Set();
        }
        Internals.prototype = zodProto;
        const protoMembers = proto;
        const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
        function init(inst, def) {
          if (!inst._zod) {
            _zodDesc.value = new Internals(def);
            try {
              Object.defineProperty(inst, "_zod", _zodDesc);
            } finally {
              _zodDesc.value = void 0;
            }
          } else if (inst._zod.traits.has(name)) {
            return;
          }
          inst._zod.traits.add(name);
          initializer2(inst, def);
          if (initialized) {
            const own2 = Object.getPrototypeOf(inst);
            const ctorProto = inst._zod.constr.prototype;
            let up = own2;
            while (up && up !== ctorProto)
              up = Object.getPrototypeOf(up);
            const target = up ?? own2;
            if (!initialized.has(target)) {
              initialized.add(target);
              members(target, protoMembers);
            }
          }
          const proto2 = _.prototype;
          for (const k in proto2) {
            if (!Object.prototype.hasOwnProperty.call(proto2, k))
              continue;
            if (!(k in inst)) {
              inst[k] = proto2[k].bind(inst);
            }
          }
        }
        const Parent = params?.Parent ?? Object;
        class Definition extends Parent {
        }
        Object.defineProperty(Definition, "name", { value: name });
        function _(def) {
          const inst = params?.Parent ? newError(Definition) : this;
          init(inst, def);
          const deferred = inst._zod.deferred;
          if (deferred) {
            for (const fn of deferred) {
              fn();
            }
            inst._zod.deferred = void 0;
          }
          const pp = globalThis.__zod_globalConfig?.postProcessor;
          if (pp)
            pp(inst);
          return inst;
        }
        Object.defineProperty(_, "init", { value: init });
        Object.defineProperty(_, Symbol.hasInstance, {
          value: (inst) => {
            if (params?.Parent && inst instanceof params.Parent)
              return true;
            return inst?._zod?.traits?.has(name);
          }
        });
        Object.defineProperty(_, "name", { value: name });
        return _;
      }
      const $brand = (
        /* unused pure expression or super */
        null
      );
      class $ZodAsyncError extends Error {
        constructor() {
          super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
        }
      }
      class $ZodEncodeError extends Error {
        constructor(name) {
          super(`Encountered unidirectional transform during encode: ${name}`);
          this.name = "ZodEncodeError";
        }
      }
      (_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
      const globalConfig = globalThis.__zod_globalConfig;
      function config(newConfig) {
        if (newConfig)
          Object.assign(globalConfig, newConfig);
        return globalConfig;
      }
      ;
      class $ZodCyclicError extends Error {
        constructor() {
          super(`Cannot parse a reference cycle that closes through a transform`);
          this.name = "ZodCyclicError";
        }
      }
      const STATE = "~memo";
      const NO_ISSUES = [];
      function isRef(value) {
        return value !== null && typeof value === "object";
      }
      function cloneIssues(issues) {
        return issues.map((iss) => iss.path ? { ...iss, path: iss.path.slice() } : { ...iss });
      }
      const recursive = /* @__PURE__ */ new WeakMap();
      const NONE = 0;
      const ASSUMED = 1;
      const PROVEN = 2;
      function isRecursive(inst, stack, resolve) {
        const cached2 = recursive.get(inst);
        if (cached2 !== void 0)
          return cached2 ? PROVEN : NONE;
        if (stack.has(inst))
          return PROVEN;
        stack.add(inst);
        let result = NONE;
        const check2 = (child) => {
          if (result !== PROVEN && child?._zod) {
            const answer = isRecursive(child, stack, resolve);
            if (answer > result)
              result = answer;
          }
        };
        const shape = (sh, spread) => {
          let answer = NONE;
          for (const key of Reflect.ownKeys(sh)) {
            const desc = Object.getOwnPropertyDescriptor(sh, key);
            if (spread && !desc.enumerable)
              continue;
            const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
            if (child > answer)
              answer = child;
          }
          return answer;
        };
        const merge2 = (answer) => {
          if (answer > result)
            result = answer;
        };
        const def = inst._zod.def;
        const kind = def.type;
        switch (kind) {
          case "object": {
            const raw = rawShape(def);
            merge2(raw ? shape(raw, true) : ASSUMED);
            check2(def.catchall);
            break;
          }
          case "array":
            check2(def.element);
            break;
          case "tuple":
            for (const el of def.items)
              check2(el);
            check2(def.rest);
            break;
          case "record":
          case "map":
            check2(def.keyType);
            check2(def.valueType);
            break;
          case "set":
            check2(def.valueType);
            break;
          case "union":
            for (const el of def.options)
              check2(el);
            break;
          case "intersection":
            check2(def.left);
            check2(def.right);
            break;
          case "optional":
          case "nullable":
          case "default":
          case "prefault":
          case "catch":
          case "readonly":
          case "nonoptional":
          case "promise":
          case "success":
            check2(def.innerType);
            break;
          case "pipe":
            check2(def.in);
            check2(def.out);
            break;
          case "function":
            check2(def.input);
            check2(def.output);
            break;
          // `$ZodLazy` caches its inner on the def, so a resolved edge is followed exactly
          case "lazy": {
            const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
            merge2(inner ? isRecursive(inner, stack, false) : ASSUMED);
            break;
          }
          // a leaf by choice: `parts` are regex fragments, not data positions
          case "template_literal":
          // leaves
          case "string":
          case "number":
          case "int":
          case "boolean":
          case "bigint":
          case "symbol":
          case "undefined":
          case "null":
          case "void":
          case "never":
          case "any":
          case "unknown":
          case "date":
          case "nan":
          case "enum":
          case "literal":
          case "file":
          case "transform":
          case "custom":
            break;
          default: {
            kind;
            for (const key in def) {
              const desc = Object.getOwnPropertyDescriptor(def, key);
              if (!desc || desc.get)
                continue;
              const value = desc.value;
              if (!value || typeof value !== "object")
                continue;
              if (value._zod)
                check2(value);
              else if (Array.isArray(value))
                for (const el of value)
                  check2(el);
            }
          }
        }
        stack.delete(inst);
        return settle(inst, result);
      }
      function settle(inst, answer) {
        if (answer !== ASSUMED)
          recursive.set(inst, answer === PROVEN);
        return answer;
      }
      function isRecursiveSchema(inst) {
        return isRecursive(inst, /* @__PURE__ */ new Set(), true) !== NONE;
      }
      function bucketFor(state, inst) {
        let bucket = state.buckets.get(inst);
        if (!bucket) {
          bucket = /* @__PURE__ */ new WeakMap();
          state.buckets.set(inst, bucket);
        }
        return bucket;
      }
      let handoff;
      const memoizer_open = [];
      const memo = {
        alloc(_inst, payload, empty) {
          const bucket = handoff;
          if (!bucket)
            return empty;
          handoff = void 0;
          const entry = { value: empty, issues: null };
          bucket.set(payload.value, entry);
          memoizer_open.push(entry);
          return empty;
        },
        guard(inst) {
          var _a2;
          (_a2 = inst._zod).deferred ?? (_a2.deferred = []);
          inst._zod.deferred.push(() => {
            const base = inst._zod.parse;
            const wrapped = (payload, ctx) => {
              if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value))
                throw new $ZodCyclicError();
              return base(payload, ctx);
            };
            inst._zod.parse = wrapped;
            if (inst._zod.run === base)
              inst._zod.run = wrapped;
          });
        },
        attach(inst) {
          var _a2;
          let isRecursiveInst;
          let rechecked = false;
          let lastCtx;
          let lastBucket;
          (_a2 = inst._zod).deferred ?? (_a2.deferred = []);
          inst._zod.deferred.push(() => {
            const base = inst._zod.parse;
            const wrapped = (payload, ctx) => {
              if (isRecursiveInst === void 0) {
                const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
                if (walked === NONE) {
                  inst._zod.parse = base;
                  if (inst._zod.run === wrapped)
                    inst._zod.run = base;
                  return base(payload, ctx);
                }
                if (walked === PROVEN || rechecked)
                  isRecursiveInst = true;
                else
                  rechecked = true;
              }
              const input = payload.value;
              if (!isRef(input))
                return base(payload, ctx);
              let state = ctx[STATE];
              if (!state) {
                state = { buckets: /* @__PURE__ */ new WeakMap(), backEdges: void 0 };
                ctx[STATE] = state;
              }
              let bucket;
              if (lastCtx === ctx) {
                bucket = lastBucket;
              } else {
                bucket = bucketFor(state, inst);
                lastCtx = ctx;
                lastBucket = bucket;
              }
              const hit = bucket.get(input);
              if (hit) {
                payload.value = hit.value;
                if (hit.issues) {
                  if (hit.issues.length)
                    payload.issues.push(...cloneIssues(hit.issues));
                } else {
                  payload.memo = true;
                  state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
                  state.backEdges.add(hit.value);
                }
                return payload;
              }
              handoff = bucket;
              const depth = memoizer_open.length;
              const result = base(payload, ctx);
              handoff = void 0;
              const entry = memoizer_open.length > depth ? memoizer_open.pop() : void 0;
              if (result instanceof Promise) {
                return result.then((r) => {
                  if (entry)
                    entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
                  return r;
                });
              }
              if (entry)
                entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
              return result;
            };
            inst._zod.parse = wrapped;
            if (inst._zod.run === base)
              inst._zod.run = wrapped;
          });
        }
      };
      function memoizer() {
        return memo;
      }
      function isBackEdge(ctx, value) {
        const backEdges = ctx[STATE]?.backEdges;
        return backEdges !== void 0 && isRef(value) && backEdges.has(value);
      }
      ;
      const cuid = /^[cC][0-9a-z]{6,}$/;
      const cuid2 = /^[0-9a-z]+$/;
      const ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
      const xid = /^[0-9a-vA-V]{20}$/;
      const ksuid = /^[A-Za-z0-9]{27}$/;
      const nanoid = /^[a-zA-Z0-9_-]{21}$/;
      function nanoidOfLength(length) {
        return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
      }
      const duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
      const extendedDuration = /^[-+]?P(?!$)(?:(?:[-+]?\d+Y)|(?:[-+]?\d+[.,]\d+Y$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:(?:[-+]?\d+W)|(?:[-+]?\d+[.,]\d+W$))?(?:(?:[-+]?\d+D)|(?:[-+]?\d+[.,]\d+D$))?(?:T(?=[\d+-])(?:(?:[-+]?\d+H)|(?:[-+]?\d+[.,]\d+H$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:[-+]?\d+(?:[.,]\d+)?S)?)??$/;
      const guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
      const uuid = (version2) => {
        if (!version2)
          return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
        return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version2}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
      };
      const uuid4 = (
        /* unused pure expression or super */
        null
      );
      const uuid6 = (
        /* unused pure expression or super */
        null
      );
      const uuid7 = (
        /* unused pure expression or super */
        null
      );
      const email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
      const html5Email = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
      const rfc5322Email = /^(([^<>()\[\]\\.,;:\s@"]+(\.[^<>()\[\]\\.,;:\s@"]+)*)|(".+"))@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))$/;
      const unicodeEmail = /^[^\s@"]{1,64}@[^\s@]{1,255}$/u;
      const idnEmail = (
        /* unused pure expression or super */
        null
      );
      const browserEmail = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
      const _emoji = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
      function emoji() {
        return new RegExp(_emoji, "u");
      }
      const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
      const ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
      const mac = (delimiter) => {
        const escapedDelim = util.escapeRegex(delimiter ?? ":");
        return new RegExp(`^(?:[0-9A-F]{2}${escapedDelim}){5}[0-9A-F]{2}$|^(?:[0-9a-f]{2}${escapedDelim}){5}[0-9a-f]{2}$`);
      };
      const cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
      const cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
      const base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
      const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
      const hostname = /^(?=.{1,253}\.?$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?)*\.?$/;
      const domain = /^(?=.{1,253}$)([a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$/;
      const httpProtocol = /^https?$/;
      const e164 = /^\+[1-9]\d{6,14}$/;
      const creditCard = /^\d(?:[ -]?\d){11,18}$/;
      const currencyCode = /^(?:AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BHD|BIF|BMD|BND|BOB|BOV|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHE|CHF|CHW|CLF|CLP|CNY|COP|COU|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MXV|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|USN|UYI|UYU|UYW|UZS|VED|VES|VND|VUV|WST|XAD|XAF|XAG|XAU|XBA|XBB|XBC|XBD|XCD|XCG|XDR|XOF|XPD|XPF|XPT|XSU|XTS|XUA|XXX|YER|ZAR|ZMW|ZWG)$/;
      const iban = /^[A-Z]{2}(?!00|01|99)\d{2}[A-Z0-9]{11,30}$/;
      const dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
      function regexes_anchor(source) {
        return new RegExp(`^${source}$`);
      }
      const date = /* @__PURE__ */ regexes_anchor(dateSource);
      function timeSource(args) {
        const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
        const regex = typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
        return regex;
      }
      function time(args) {
        return new RegExp(`^${timeSource(args)}$`);
      }
      function datetime(args) {
        const opts = ["Z"];
        if (args.offset)
          opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
        const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
        const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
        return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
      }
      const anyString = /^[\s\S]{0,}$/;
      const string = (params) => {
        const regex = params ? `[\\s\\S]{${params?.minimum ?? 0},${params?.maximum ?? ""}}` : `[\\s\\S]*`;
        return new RegExp(`^${regex}$`);
      };
      const bigint = /^-?\d+n?$/;
      const integer = /^-?\d+$/;
      const number = /^-?\d+(?:\.\d+)?$/;
      const regexes_boolean = /^(?:true|false)$/i;
      const _null = /^null$/i;
      const _undefined = /^undefined$/i;
      const lowercase = /^[^A-Z]*$/;
      const uppercase = /^[^a-z]*$/;
      const hex = /^[0-9a-fA-F]*$/;
      function fixedBase64(bodyLength, padding) {
        return new RegExp(`^[A-Za-z0-9+/]{${bodyLength}}${padding}$`);
      }
      function fixedBase64url(length) {
        return new RegExp(`^[A-Za-z0-9_-]{${length}}$`);
      }
      const md5_hex = /^[0-9a-fA-F]{32}$/;
      const md5_base64 = (
        /* unused pure expression or super */
        null
      );
      const md5_base64url = (
        /* unused pure expression or super */
        null
      );
      const sha1_hex = /^[0-9a-fA-F]{40}$/;
      const sha1_base64 = (
        /* unused pure expression or super */
        null
      );
      const sha1_base64url = (
        /* unused pure expression or super */
        null
      );
      const sha256_hex = /^[0-9a-fA-F]{64}$/;
      const sha256_base64 = (
        /* unused pure expression or super */
        null
      );
      const sha256_base64url = (
        /* unused pure expression or super */
        null
      );
      const sha384_hex = /^[0-9a-fA-F]{96}$/;
      const sha384_base64 = (
        /* unused pure expression or super */
        null
      );
      const sha384_base64url = (
        /* unused pure expression or super */
        null
      );
      const sha512_hex = /^[0-9a-fA-F]{128}$/;
      const sha512_base64 = (
        /* unused pure expression or super */
        null
      );
      const sha512_base64url = (
        /* unused pure expression or super */
        null
      );
      ;
      const $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
        var _a2;
        inst._zod ?? (inst._zod = {});
        inst._zod.def = def;
        (_a2 = inst._zod).onattach ?? (_a2.onattach = []);
      });
      const _whenHasSize = (payload) => {
        const val = payload.value;
        return !util.nullish(val) && val.size !== void 0;
      };
      const _whenHasLength = (payload) => {
        const val = payload.value;
        return !nullish(val) && val.length !== void 0;
      };
      const numericOriginMap = {
        number: "number",
        bigint: "bigint",
        object: "date"
      };
      const $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
        $ZodCheck.init(inst, def);
        const origin = numericOriginMap[typeof def.value];
        inst._zod.check = (payload) => {
          if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
            return;
          }
          payload.issues.push({
            origin: numericOriginMap[typeof payload.value] ?? origin,
            code: "too_big",
            maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
            input: payload.value,
            inclusive: def.inclusive,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
        $ZodCheck.init(inst, def);
        const origin = numericOriginMap[typeof def.value];
        inst._zod.check = (payload) => {
          if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
            return;
          }
          payload.issues.push({
            origin: numericOriginMap[typeof payload.value] ?? origin,
            code: "too_small",
            minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
            input: payload.value,
            inclusive: def.inclusive,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckMultipleOf = /* @__PURE__ */ $constructor("$ZodCheckMultipleOf", (inst, def) => {
        $ZodCheck.init(inst, def);
        inst._zod.check = (payload) => {
          if (typeof payload.value !== typeof def.value)
            throw new Error("Cannot mix number and bigint in multiple_of check.");
          const isMultiple = typeof payload.value === "bigint" ? (
            // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
            def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
          ) : floatSafeRemainder(payload.value, def.value) === 0;
          if (isMultiple)
            return;
          payload.issues.push({
            origin: typeof payload.value,
            code: "not_multiple_of",
            divisor: def.value,
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
        $ZodCheck.init(inst, def);
        def.format = def.format || "float64";
        const isInt = def.format?.includes("int");
        const origin = isInt ? "int" : "number";
        const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
        inst._zod.check = (payload) => {
          const input = payload.value;
          if (isInt) {
            if (!Number.isInteger(input)) {
              payload.issues.push({
                expected: origin,
                format: def.format,
                code: "invalid_type",
                continue: false,
                input,
                inst
              });
              return;
            }
            if (!Number.isSafeInteger(input)) {
              if (input > 0) {
                payload.issues.push({
                  input,
                  code: "too_big",
                  maximum: Number.MAX_SAFE_INTEGER,
                  note: "Integers must be within the safe integer range.",
                  inst,
                  origin,
                  inclusive: true,
                  continue: !def.abort
                });
              } else {
                payload.issues.push({
                  input,
                  code: "too_small",
                  minimum: Number.MIN_SAFE_INTEGER,
                  note: "Integers must be within the safe integer range.",
                  inst,
                  origin,
                  inclusive: true,
                  continue: !def.abort
                });
              }
              return;
            }
          }
          if (input < minimum) {
            payload.issues.push({
              origin: "number",
              input,
              code: "too_small",
              minimum,
              inclusive: true,
              inst,
              continue: !def.abort
            });
          }
          if (input > maximum) {
            payload.issues.push({
              origin: "number",
              input,
              code: "too_big",
              maximum,
              inclusive: true,
              inst,
              continue: !def.abort
            });
          }
        };
      });
      const $ZodCheckBigIntFormat = (
        /* unused pure expression or super */
        null
      );
      const $ZodCheckMaxSize = (
        /* unused pure expression or super */
        null
      );
      const $ZodCheckMinSize = (
        /* unused pure expression or super */
        null
      );
      const $ZodCheckSizeEquals = (
        /* unused pure expression or super */
        null
      );
      const $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
        var _a2;
        $ZodCheck.init(inst, def);
        (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
        inst._zod.check = (payload) => {
          const input = payload.value;
          const units = input.length;
          const length = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
          if (length <= def.maximum)
            return;
          const origin = getLengthableOrigin(input);
          payload.issues.push({
            origin,
            code: "too_big",
            maximum: def.maximum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
        var _a2;
        $ZodCheck.init(inst, def);
        (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
        inst._zod.check = (payload) => {
          const input = payload.value;
          const units = input.length;
          const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
          if (length >= def.minimum)
            return;
          const origin = getLengthableOrigin(input);
          payload.issues.push({
            origin,
            code: "too_small",
            minimum: def.minimum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
        var _a2;
        $ZodCheck.init(inst, def);
        (_a2 = inst._zod.def).when ?? (_a2.when = _whenHasLength);
        inst._zod.check = (payload) => {
          const input = payload.value;
          const units = input.length;
          const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
          if (length === def.length)
            return;
          const origin = getLengthableOrigin(input);
          const tooBig = length > def.length;
          payload.issues.push({
            origin,
            ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
            inclusive: true,
            exact: true,
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
        var _a2, _b;
        $ZodCheck.init(inst, def);
        if (def.pattern)
          (_a2 = inst._zod).check ?? (_a2.check = (payload) => {
            def.pattern.lastIndex = 0;
            if (def.pattern.test(payload.value))
              return;
            payload.issues.push({
              origin: "string",
              code: "invalid_format",
              format: def.format,
              input: payload.value,
              ...def.pattern ? { pattern: def.pattern.toString() } : {},
              inst,
              continue: !def.abort
            });
          });
        else
          (_b = inst._zod).check ?? (_b.check = () => {
          });
      });
      const $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
        $ZodCheckStringFormat.init(inst, def);
        inst._zod.check = (payload) => {
          def.pattern.lastIndex = 0;
          if (def.pattern.test(payload.value))
            return;
          payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "regex",
            input: payload.value,
            pattern: def.pattern.toString(),
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckLowerCase = /* @__PURE__ */ $constructor("$ZodCheckLowerCase", (inst, def) => {
        def.pattern ?? (def.pattern = lowercase);
        $ZodCheckStringFormat.init(inst, def);
      });
      const $ZodCheckUpperCase = /* @__PURE__ */ $constructor("$ZodCheckUpperCase", (inst, def) => {
        def.pattern ?? (def.pattern = uppercase);
        $ZodCheckStringFormat.init(inst, def);
      });
      const $ZodCheckIncludes = /* @__PURE__ */ $constructor("$ZodCheckIncludes", (inst, def) => {
        $ZodCheck.init(inst, def);
        const escapedRegex = escapeRegex(def.includes);
        const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
        def.pattern = pattern;
        inst._zod.check = (payload) => {
          if (payload.value.includes(def.includes, def.position))
            return;
          payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "includes",
            includes: def.includes,
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckStartsWith = /* @__PURE__ */ $constructor("$ZodCheckStartsWith", (inst, def) => {
        $ZodCheck.init(inst, def);
        const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
        def.pattern ?? (def.pattern = pattern);
        inst._zod.check = (payload) => {
          if (payload.value.startsWith(def.prefix))
            return;
          payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "starts_with",
            prefix: def.prefix,
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCheckEndsWith = /* @__PURE__ */ $constructor("$ZodCheckEndsWith", (inst, def) => {
        $ZodCheck.init(inst, def);
        const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
        def.pattern ?? (def.pattern = pattern);
        inst._zod.check = (payload) => {
          if (payload.value.endsWith(def.suffix))
            return;
          payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "ends_with",
            suffix: def.suffix,
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      function handleCheckPropertyResult(result, payload, property) {
        if (result.issues.length) {
          payload.issues.push(...prefixIssues(property, result.issues));
        }
      }
      const $ZodCheckProperty = (
        /* unused pure expression or super */
        null
      );
      const $ZodCheckProperties = /* @__PURE__ */ $constructor("$ZodCheckProperties", (inst, def) => {
        $ZodCheck.init(inst, def);
        hide(inst, Symbol.iterator, function* () {
          yield inst;
        });
        let entries;
        inst._zod.check = (payload) => {
          if (payload.value == null) {
            payload.issues.push({ expected: "object", code: "invalid_type", input: payload.value, inst });
            return void 0;
          }
          entries ?? (entries = Reflect.ownKeys(def.shape).map((key) => [key, def.shape[key]]));
          const input = payload.value;
          let proms;
          for (const [key, schema] of entries) {
            const result = schema._zod.run({ value: input[key], issues: [] }, {});
            if (result instanceof Promise) {
              proms ?? (proms = []);
              proms.push(result.then((result2) => handleCheckPropertyResult(result2, payload, key)));
            } else {
              handleCheckPropertyResult(result, payload, key);
            }
          }
          if (proms)
            return Promise.all(proms).then(() => void 0);
          return void 0;
        };
      });
      const $ZodCheckMimeType = (
        /* unused pure expression or super */
        null
      );
      const $ZodCheckOverwrite = /* @__PURE__ */ $constructor("$ZodCheckOverwrite", (inst, def) => {
        $ZodCheck.init(inst, def);
        inst._zod.check = (payload) => {
          payload.value = def.tx(payload.value);
        };
      });
      ;
      class Doc {
        constructor(args = [], closed = {}) {
          this.content = [];
          this.indent = 0;
          this.args = args;
          this.closed = closed;
        }
        // the compiler catches a child's throw and keeps writing into this doc, so the indent has to unwind with it
        indented(fn) {
          this.indent += 1;
          try {
            fn(this);
          } finally {
            this.indent -= 1;
          }
        }
        write(arg) {
          if (typeof arg === "function") {
            arg(this, { execution: "sync" });
            arg(this, { execution: "async" });
            return;
          }
          const content = arg;
          const lines = content.split("\n").filter((x) => x);
          const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
          const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
          for (const line of dedented) {
            this.content.push(line);
          }
        }
        compile() {
          const F = Function;
          const content = this?.content ?? [``];
          const factory = new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {
${content.join("\n")}
};`);
          return factory(...Object.values(this.closed));
        }
      }
      ;
      const version = {
        major: 4,
        minor: 6,
        patch: 7
      };
      ;
      const $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
        var _a2;
        inst ?? (inst = {});
        inst._zod.def = def;
        inst._zod.bag = inst._zod.bag || {};
        inst._zod.version = version;
        const defChecks = inst._zod.def.checks;
        const checks2 = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
        for (const ch of checks2) {
          for (const fn of ch._zod.onattach) {
            fn(inst);
          }
        }
        if (checks2.length === 0) {
          (_a2 = inst._zod).deferred ?? (_a2.deferred = []);
          inst._zod.deferred?.push(() => {
            inst._zod.run = inst._zod.parse;
          });
        } else {
          const runChecks = (payload, checks3, ctx) => {
            if (payload.memo)
              return payload;
            let isAborted = aborted(payload);
            let asyncResult;
            for (const ch of checks3) {
              if (ch._zod.def.when) {
                if (explicitlyAborted(payload))
                  continue;
                const shouldRun = ch._zod.def.when(payload);
                if (!shouldRun)
                  continue;
              } else if (isAborted) {
                continue;
              }
              const currLen = payload.issues.length;
              const _ = ch._zod.check(payload);
              if (_ instanceof Promise && ctx?.async === false) {
                throw new $ZodAsyncError();
              }
              if (asyncResult || _ instanceof Promise) {
                asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
                  await _;
                  const nextLen = payload.issues.length;
                  if (nextLen === currLen)
                    return;
                  attachSchema(payload.issues, currLen, inst);
                  if (!isAborted)
                    isAborted = aborted(payload, currLen);
                });
              } else {
                const nextLen = payload.issues.length;
                if (nextLen === currLen)
                  continue;
                attachSchema(payload.issues, currLen, inst);
                if (!isAborted)
                  isAborted = aborted(payload, currLen);
              }
            }
            if (asyncResult) {
              return asyncResult.then(() => {
                return payload;
              });
            }
            return payload;
          };
          const handleCanaryResult = (canary, payload, ctx) => {
            if (aborted(canary)) {
              canary.aborted = true;
              return canary;
            }
            const checkResult = runChecks(payload, checks2, ctx);
            if (checkResult instanceof Promise) {
              if (ctx.async === false)
                throw new $ZodAsyncError();
              return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
            }
            return inst._zod.parse(checkResult, ctx);
          };
          inst._zod.run = (payload, ctx) => {
            if (ctx.skipChecks) {
              return inst._zod.parse(payload, ctx);
            }
            if (ctx.direction === "backward") {
              const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
              if (canary instanceof Promise) {
                return canary.then((canary2) => {
                  return handleCanaryResult(canary2, payload, ctx);
                });
              }
              return handleCanaryResult(canary, payload, ctx);
            }
            const result = inst._zod.parse(payload, ctx);
            if (result instanceof Promise) {
              if (ctx.async === false)
                throw new $ZodAsyncError();
              return result.then((result2) => runChecks(result2, checks2, ctx));
            }
            return runChecks(result, checks2, ctx);
          };
        }
      }, {
        // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
        get "~standard"() {
          return hide(this, "~standard", standardProps(this));
        },
        set "~standard"(value) {
          own(this, "~standard", value);
        }
      });
      const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
      async function validateAsync(inst, value) {
        const ctx = { async: true };
        return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
      }
      function standardProps(inst) {
        return {
          validate: (value) => {
            const ctx = { async: false };
            try {
              const r = inst._zod.run({ value, issues: [] }, ctx);
              if (!(r instanceof Promise))
                return toStandardResult(r, ctx);
            } catch (_) {
            }
            return validateAsync(inst, value);
          },
          vendor: "zod",
          version: 1
        };
      }
      const $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.pattern = def.pattern ?? anyString;
        inst._zod.parse = (payload, _) => {
          if (def.coerce)
            try {
              payload.value = String(payload.value);
            } catch (_2) {
            }
          if (typeof payload.value === "string")
            return payload;
          payload.issues.push({
            expected: "string",
            code: "invalid_type",
            input: payload.value,
            inst
          });
          return payload;
        };
      });
      const $ZodStringFormat = /* @__PURE__ */ $constructor("$ZodStringFormat", (inst, def) => {
        $ZodCheckStringFormat.init(inst, def);
        $ZodString.init(inst, def);
      });
      const $ZodGUID = /* @__PURE__ */ $constructor("$ZodGUID", (inst, def) => {
        def.pattern ?? (def.pattern = guid);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodUUID = /* @__PURE__ */ $constructor("$ZodUUID", (inst, def) => {
        if (def.version) {
          const versionMap = {
            v1: 1,
            v2: 2,
            v3: 3,
            v4: 4,
            v5: 5,
            v6: 6,
            v7: 7,
            v8: 8
          };
          const v = versionMap[def.version];
          if (v === void 0)
            throw new Error(`Invalid UUID version: "${def.version}"`);
          def.pattern ?? (def.pattern = uuid(v));
        } else
          def.pattern ?? (def.pattern = uuid());
        $ZodStringFormat.init(inst, def);
      });
      const $ZodEmail = /* @__PURE__ */ $constructor("$ZodEmail", (inst, def) => {
        def.pattern ?? (def.pattern = email);
        $ZodStringFormat.init(inst, def);
      });
      const URL_BAD_FORMAT = 1;
      const URL_UNPARSEABLE = 2;
      function canParseURL(input) {
        try {
          if (typeof URL !== "undefined" && typeof URL.canParse === "function")
            return URL.canParse(input);
          new URL(input);
          return true;
        } catch {
          return false;
        }
      }
      function validateURL(trimmed, def) {
        if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
          return canParseURL(trimmed) || URL_UNPARSEABLE;
        }
        return parseURLObject(trimmed, def);
      }
      function parseURLObject(trimmed, def) {
        if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
          return URL_BAD_FORMAT;
        }
        try {
          if (typeof URL !== "undefined") {
            const URLStatic = URL;
            if (typeof URLStatic.parse === "function")
              return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
          }
          return new URL(trimmed);
        } catch {
          return URL_UNPARSEABLE;
        }
      }
      const asciiTabOrNewline = /[\t\n\r]/g;
      function stripTabAndNewline(value) {
        return value.replace(asciiTabOrNewline, "");
      }
      function urlHostnameOk(url2, hostname2) {
        hostname2.lastIndex = 0;
        return hostname2.test(url2.hostname);
      }
      function urlProtocolOk(url2, protocol) {
        protocol.lastIndex = 0;
        return protocol.test(url2.protocol.endsWith(":") ? url2.protocol.slice(0, -1) : url2.protocol);
      }
      const $ZodURL = /* @__PURE__ */ $constructor("$ZodURL", (inst, def) => {
        $ZodStringFormat.init(inst, def);
        inst._zod.check = (payload) => {
          try {
            const trimmed = payload.value.trim();
            const url2 = validateURL(trimmed, def);
            if (url2 === URL_BAD_FORMAT) {
              payload.issues.push({
                code: "invalid_format",
                format: "url",
                note: "Invalid URL format",
                input: payload.value,
                inst,
                continue: !def.abort
              });
              return;
            }
            if (url2 === URL_UNPARSEABLE) {
              payload.issues.push({
                code: "invalid_format",
                format: "url",
                input: payload.value,
                inst,
                continue: !def.abort
              });
              return;
            }
            if (url2 === true) {
              payload.value = stripTabAndNewline(trimmed);
              return;
            }
            if (def.hostname && !urlHostnameOk(url2, def.hostname)) {
              payload.issues.push({
                code: "invalid_format",
                format: "url",
                note: "Invalid hostname",
                pattern: def.hostname.source,
                input: payload.value,
                inst,
                continue: !def.abort
              });
            }
            if (def.protocol && !urlProtocolOk(url2, def.protocol)) {
              payload.issues.push({
                code: "invalid_format",
                format: "url",
                note: "Invalid protocol",
                pattern: def.protocol.source,
                input: payload.value,
                inst,
                continue: !def.abort
              });
            }
            payload.value = def.normalize ? url2.href : stripTabAndNewline(trimmed);
            return;
          } catch (_) {
            payload.issues.push({
              code: "invalid_format",
              format: "url",
              input: payload.value,
              inst,
              continue: !def.abort
            });
          }
        };
      });
      const $ZodEmoji = /* @__PURE__ */ $constructor("$ZodEmoji", (inst, def) => {
        def.pattern ?? (def.pattern = emoji());
        $ZodStringFormat.init(inst, def);
      });
      const $ZodNanoID = /* @__PURE__ */ $constructor("$ZodNanoID", (inst, def) => {
        if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1))
          throw new Error(`Invalid nanoid length: ${def.length}`);
        def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
        $ZodStringFormat.init(inst, def);
      });
      const $ZodCUID = /* @__PURE__ */ $constructor("$ZodCUID", (inst, def) => {
        def.pattern ?? (def.pattern = cuid);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodCUID2 = /* @__PURE__ */ $constructor("$ZodCUID2", (inst, def) => {
        def.pattern ?? (def.pattern = cuid2);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodULID = /* @__PURE__ */ $constructor("$ZodULID", (inst, def) => {
        def.pattern ?? (def.pattern = ulid);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodXID = /* @__PURE__ */ $constructor("$ZodXID", (inst, def) => {
        def.pattern ?? (def.pattern = xid);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodKSUID = /* @__PURE__ */ $constructor("$ZodKSUID", (inst, def) => {
        def.pattern ?? (def.pattern = ksuid);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodISODateTime = /* @__PURE__ */ $constructor("$ZodISODateTime", (inst, def) => {
        def.pattern ?? (def.pattern = datetime(def));
        $ZodStringFormat.init(inst, def);
      });
      const $ZodISODate = /* @__PURE__ */ $constructor("$ZodISODate", (inst, def) => {
        def.pattern ?? (def.pattern = date);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodISOTime = /* @__PURE__ */ $constructor("$ZodISOTime", (inst, def) => {
        def.pattern ?? (def.pattern = time(def));
        $ZodStringFormat.init(inst, def);
      });
      const $ZodISODuration = /* @__PURE__ */ $constructor("$ZodISODuration", (inst, def) => {
        def.pattern ?? (def.pattern = duration);
        $ZodStringFormat.init(inst, def);
      });
      const $ZodIPv4 = /* @__PURE__ */ $constructor("$ZodIPv4", (inst, def) => {
        def.pattern ?? (def.pattern = ipv4);
        $ZodStringFormat.init(inst, def);
      });
      const ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
      function isValidIPv6(value) {
        if (!ipv6Alphabet.test(value))
          return false;
        return canParseURL(`http://[${value}]`);
      }
      const $ZodIPv6 = /* @__PURE__ */ $constructor("$ZodIPv6", (inst, def) => {
        def.pattern ?? (def.pattern = ipv6);
        $ZodStringFormat.init(inst, def);
        inst._zod.check = (payload) => {
          if (!isValidIPv6(payload.value)) {
            payload.issues.push({
              code: "invalid_format",
              format: "ipv6",
              input: payload.value,
              inst,
              continue: !def.abort
            });
          }
        };
      });
      const $ZodMAC = (
        /* unused pure expression or super */
        null
      );
      const $ZodCIDRv4 = /* @__PURE__ */ $constructor("$ZodCIDRv4", (inst, def) => {
        def.pattern ?? (def.pattern = cidrv4);
        $ZodStringFormat.init(inst, def);
      });
      function isValidCIDRv6(value) {
        const parts = value.split("/");
        if (parts.length !== 2)
          return false;
        const [address, prefix] = parts;
        if (!prefix)
          return false;
        const prefixNum = Number(prefix);
        if (`${prefixNum}` !== prefix)
          return false;
        if (prefixNum < 0 || prefixNum > 128)
          return false;
        return isValidIPv6(address);
      }
      const $ZodCIDRv6 = /* @__PURE__ */ $constructor("$ZodCIDRv6", (inst, def) => {
        def.pattern ?? (def.pattern = cidrv6);
        $ZodStringFormat.init(inst, def);
        inst._zod.check = (payload) => {
          if (!isValidCIDRv6(payload.value)) {
            payload.issues.push({
              code: "invalid_format",
              format: "cidrv6",
              input: payload.value,
              inst,
              continue: !def.abort
            });
          }
        };
      });
      function isValidBase64(data) {
        if (data === "")
          return true;
        if (/\s/.test(data))
          return false;
        if (data.length % 4 !== 0)
          return false;
        try {
          atob(data);
          return true;
        } catch {
          return false;
        }
      }
      const base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
      const $ZodBase64 = /* @__PURE__ */ $constructor("$ZodBase64", (inst, def) => {
        def.pattern ?? (def.pattern = base64Charset);
        $ZodStringFormat.init(inst, def);
        inst._zod.check = (payload) => {
          if (isValidBase64(payload.value))
            return;
          payload.issues.push({
            code: "invalid_format",
            format: "base64",
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      const base64urlCharset = /^[A-Za-z0-9_-]*$/;
      function isValidBase64URL(data) {
        if (!base64urlCharset.test(data))
          return false;
        const base642 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
        const padded = base642.padEnd(Math.ceil(base642.length / 4) * 4, "=");
        return isValidBase64(padded);
      }
      const $ZodBase64URL = /* @__PURE__ */ $constructor("$ZodBase64URL", (inst, def) => {
        def.pattern ?? (def.pattern = base64urlCharset);
        $ZodStringFormat.init(inst, def);
        inst._zod.check = (payload) => {
          if (isValidBase64URL(payload.value))
            return;
          payload.issues.push({
            code: "invalid_format",
            format: "base64url",
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodE164 = /* @__PURE__ */ $constructor("$ZodE164", (inst, def) => {
        def.pattern ?? (def.pattern = e164);
        $ZodStringFormat.init(inst, def);
      });
      const CC_SANITIZE = /[- ]/g;
      function isLuhnAlgo(digits) {
        let length = digits.length;
        let bit = 1;
        let sum = 0;
        while (length) {
          const value = digits.charCodeAt(--length) - 48;
          bit ^= 1;
          sum += bit ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][value] : value;
        }
        return sum % 10 === 0;
      }
      function isValidCreditCard(input) {
        if (!regexes.creditCard.test(input))
          return false;
        return isLuhnAlgo(input.replace(CC_SANITIZE, ""));
      }
      const $ZodCreditCard = (
        /* unused pure expression or super */
        null
      );
      function isIso7064Mod97(iban2) {
        let remainder = 0;
        const len = iban2.length;
        for (let i = 4; i < len; i++) {
          const code = iban2.charCodeAt(i);
          remainder = (code >= 65 ? remainder * 100 + (code - 55) : remainder * 10 + (code - 48)) % 97;
        }
        for (let i = 0; i < 4; i++) {
          const code = iban2.charCodeAt(i);
          remainder = (code >= 65 ? remainder * 100 + (code - 55) : remainder * 10 + (code - 48)) % 97;
        }
        return remainder === 1;
      }
      function isValidIBAN(input) {
        if (!regexes.iban.test(input))
          return false;
        return isIso7064Mod97(input);
      }
      const $ZodIBAN = (
        /* unused pure expression or super */
        null
      );
      function isValidJWT(token, algorithm = null) {
        try {
          const tokensParts = token.split(".");
          if (tokensParts.length !== 3)
            return false;
          const [header] = tokensParts;
          if (!header)
            return false;
          const parsedHeader = JSON.parse(atob(header));
          if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
            return false;
          if (!parsedHeader.alg)
            return false;
          if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
            return false;
          return true;
        } catch {
          return false;
        }
      }
      const $ZodJWT = /* @__PURE__ */ $constructor("$ZodJWT", (inst, def) => {
        $ZodStringFormat.init(inst, def);
        inst._zod.check = (payload) => {
          if (isValidJWT(payload.value, def.alg))
            return;
          payload.issues.push({
            code: "invalid_format",
            format: "jwt",
            input: payload.value,
            inst,
            continue: !def.abort
          });
        };
      });
      const $ZodCustomStringFormat = (
        /* unused pure expression or super */
        null
      );
      const $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.pattern = number;
        inst._zod.parse = (payload, _ctx) => {
          if (def.coerce)
            try {
              payload.value = Number(payload.value);
            } catch (_) {
            }
          const input = payload.value;
          if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
            return payload;
          }
          const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
          payload.issues.push({
            expected: "number",
            code: "invalid_type",
            input,
            inst,
            ...received ? { received } : {}
          });
          return payload;
        };
      });
      const $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
        $ZodCheckNumberFormat.init(inst, def);
        $ZodNumber.init(inst, def);
      });
      const $ZodBoolean = (
        /* unused pure expression or super */
        null
      );
      const $ZodBigInt = /* @__PURE__ */ $constructor("$ZodBigInt", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.pattern = bigint;
        inst._zod.parse = (payload, _ctx) => {
          if (def.coerce)
            try {
              payload.value = BigInt(payload.value);
            } catch (_) {
            }
          if (typeof payload.value === "bigint")
            return payload;
          payload.issues.push({
            expected: "bigint",
            code: "invalid_type",
            input: payload.value,
            inst
          });
          return payload;
        };
      });
      const $ZodBigIntFormat = (
        /* unused pure expression or super */
        null
      );
      const $ZodSymbol = (
        /* unused pure expression or super */
        null
      );
      const $ZodUndefined = (
        /* unused pure expression or super */
        null
      );
      const $ZodNull = (
        /* unused pure expression or super */
        null
      );
      const $ZodAny = (
        /* unused pure expression or super */
        null
      );
      const $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.parse = (payload) => payload;
      });
      const $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.parse = (payload, _ctx) => {
          payload.issues.push({
            expected: "never",
            code: "invalid_type",
            input: payload.value,
            inst
          });
          return payload;
        };
      });
      const $ZodVoid = (
        /* unused pure expression or super */
        null
      );
      const $ZodDate = /* @__PURE__ */ $constructor("$ZodDate", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.parse = (payload, _ctx) => {
          if (def.coerce) {
            try {
              payload.value = new Date(payload.value);
            } catch (_err) {
            }
          }
          const input = payload.value;
          const isDate = input instanceof Date;
          const isValidDate = isDate && !Number.isNaN(input.getTime());
          if (isValidDate)
            return payload;
          payload.issues.push({
            expected: "date",
            code: "invalid_type",
            input,
            ...isDate ? { received: "Invalid Date" } : {},
            inst
          });
          return payload;
        };
      });
      function capSize(inst, size) {
        const caps = sizeCaps(inst._zod.def.checks);
        if (!caps.length)
          return;
        const cap = Math.min(...caps.map((c) => c[0]));
        const parse2 = inst._zod.parse;
        inst._zod.parse = (payload, ctx) => {
          const n = size(payload.value);
          if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
            for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
              if (n > max && ch._zod.def.when(payload)) {
                const start = payload.issues.length;
                ch._zod.check(payload);
                payload.issues[start].continue = false;
                attachSchema(payload.issues, start, inst);
                return payload;
              }
            }
          }
          return parse2(payload, ctx);
        };
      }
      const arraySize = (input) => Array.isArray(input) ? input.length : -1;
      const mapSize = (input) => input instanceof Map ? input.size : -1;
      const setSize = (input) => input instanceof Set ? input.size : -1;
      function handleArrayResult(result, final, index) {
        if (result.issues.length) {
          final.issues.push(...prefixIssues(index, result.issues));
        }
        final.value[index] = result.value;
      }
      const $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
        $ZodType.init(inst, def);
        const memo2 = globalConfig.memoizer;
        memo2?.attach(inst);
        inst._zod.parse = (payload, ctx) => {
          const input = payload.value;
          if (!Array.isArray(input)) {
            payload.issues.push({
              expected: "array",
              code: "invalid_type",
              input,
              inst
            });
            return payload;
          }
          payload.value = memo2 ? memo2.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
          const proms = [];
          const abortEarly = ctx?.abortEarly;
          for (let i = 0; i < input.length; i++) {
            const item = input[i];
            const result = def.element._zod.run({
              value: item,
              issues: []
            }, ctx);
            if (result instanceof Promise) {
              proms.push(result.then((result2) => handleArrayResult(result2, payload, i)));
            } else {
              handleArrayResult(result, payload, i);
              if (abortEarly && result.issues.length !== 0 && aborted(result))
                break;
            }
          }
          if (proms.length) {
            return Promise.all(proms).then(() => payload);
          }
          return payload;
        };
        capSize(inst, arraySize);
      });
      function handlePropertyResult(result, final, key, input, optin, optout) {
        const isPresent = key in input;
        const isOptionalOut = optout === "optional";
        if (!isPresent && isOptionalOut && optin === "optional") {
          return;
        }
        if (result.issues.length) {
          if (optin !== void 0 && isOptionalOut && !isPresent) {
            return;
          }
          final.issues.push(...prefixIssues(key, result.issues));
        }
        if (!isPresent && optin === void 0) {
          if (!result.issues.length) {
            final.issues.push({
              code: "invalid_type",
              expected: "nonoptional",
              input: void 0,
              path: [key]
            });
          }
          return;
        }
        if (result.value === void 0) {
          if (isPresent || optin === "defaulted" && !isOptionalOut) {
            final.value[key] = void 0;
          }
        } else {
          final.value[key] = result.value;
        }
      }
      const NO_SYMBOL_KEYS = [];
      function normalizeDef(def) {
        const keys = Object.keys(def.shape);
        const ownSymbols = Object.getOwnPropertySymbols(def.shape);
        const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
        const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
        for (const k of allKeys) {
          if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
            throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
          }
        }
        const okeys = optionalKeys(def.shape);
        return {
          ...def,
          allKeys,
          symbolKeys,
          // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
          keySet: new Set(keys),
          numKeys: keys.length,
          optionalKeys: new Set(okeys)
        };
      }
      function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
        const unrecognized = [];
        const keySet = def.keySet;
        const _catchall = def.catchall._zod;
        const t = _catchall.def.type;
        const optin = _catchall.optin;
        const optout = _catchall.optout;
        let seen = 0;
        for (const key in input) {
          if (abortEarly && payload.issues.length !== seen) {
            if (aborted(payload, seen))
              break;
            seen = payload.issues.length;
          }
          if (keySet.has(key))
            continue;
          if (key === "__proto__") {
            if (t === "never")
              unrecognized.push(key);
            continue;
          }
          if (t === "never") {
            unrecognized.push(key);
            continue;
          }
          const r = _catchall.run({ value: input[key], issues: [] }, ctx);
          if (r instanceof Promise) {
            proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
          } else {
            handlePropertyResult(r, payload, key, input, optin, optout);
          }
        }
        if (unrecognized.length) {
          payload.issues.push({
            code: "unrecognized_keys",
            keys: unrecognized,
            input,
            inst,
            // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
            continue: true
          });
        }
        if (!proms.length)
          return payload;
        return Promise.all(proms).then(() => {
          return payload;
        });
      }
      const $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
        $ZodType.init(inst, def);
        const desc = Object.getOwnPropertyDescriptor(def, "shape");
        const sh = desc?.get ? desc.get.raw : def.shape ?? {};
        if (sh) {
          const get = () => {
            const newSh = { ...sh };
            Object.defineProperty(def, "shape", { value: newSh });
            get.raw = newSh;
            return newSh;
          };
          get.raw = sh;
          Object.defineProperty(def, "shape", { get });
        }
        const _normalized = cached(() => normalizeDef(def));
        defineLazyInternal(inst, "propValues", (zod) => {
          const shape = zod.def.shape;
          const propValues = {};
          for (const key in shape) {
            const field = shape[key]._zod;
            if (field.values) {
              if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
                util_assignProp(propValues, key, /* @__PURE__ */ new Set());
              }
              for (const v of field.values)
                propValues[key].add(v);
              if (field.optin !== void 0)
                propValues[key].add(void 0);
            }
          }
          return propValues;
        });
        const isObject = util_isObject;
        const catchall = def.catchall;
        let value;
        const memo2 = globalConfig.memoizer;
        memo2?.attach(inst);
        inst._zod.parse = (payload, ctx) => {
          value ?? (value = _normalized.value);
          const input = payload.value;
          if (!isObject(input)) {
            payload.issues.push({
              expected: "object",
              code: "invalid_type",
              input,
              inst
            });
            return payload;
          }
          payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
          const proms = [];
          const shape = value.shape;
          const abortEarly = ctx?.abortEarly;
          let seen = payload.issues.length;
          for (const key of value.allKeys) {
            if (abortEarly && payload.issues.length !== seen) {
              if (aborted(payload, seen))
                break;
              seen = payload.issues.length;
            }
            if (key === "__proto__")
              continue;
            const el = shape[key];
            const optin = el._zod.optin;
            const optout = el._zod.optout;
            const r = el._zod.run({ value: input[key], issues: [] }, ctx);
            if (r instanceof Promise) {
              proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
            } else {
              handlePropertyResult(r, payload, key, input, optin, optout);
            }
          }
          if (!catchall) {
            return proms.length ? Promise.all(proms).then(() => payload) : payload;
          }
          return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
        };
      });
      const $ZodObjectJIT = /* @__PURE__ */ $constructor("$ZodObjectJIT", (inst, def) => {
        $ZodObject.init(inst, def);
        const superParse = inst._zod.parse;
        const _normalized = cached(() => normalizeDef(def));
        const memo2 = globalConfig.memoizer;
        const generateFastpass = (shape) => {
          const normalized = _normalized.value;
          const syms = normalized.symbolKeys;
          const doc = new Doc(["payload", "ctx"], { shape, inst, memo: memo2, syms });
          const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
          const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
          doc.write(`const input = payload.value;`);
          const ids = /* @__PURE__ */ Object.create(null);
          let counter = 0;
          for (const key of normalized.allKeys) {
            ids[key] = `key_${counter++}`;
          }
          doc.write(memo2 ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
          for (const key of normalized.allKeys) {
            if (key === "__proto__")
              continue;
            const id = ids[key];
            const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
            const isPresent = `${k} in input`;
            const schema = shape[key];
            const optin = schema?._zod?.optin;
            const isOptionalIn = optin !== void 0;
            const isOptionalOut = schema?._zod?.optout === "optional";
            doc.write(`const ${id} = ${parseStr(k)};`);
            if (isOptionalIn && isOptionalOut) {
              const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
              doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
            } else if (!isOptionalIn) {
              doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
            } else {
              doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
              if (optin === "defaulted") {
                doc.write(`newResult[${k}] = ${id}.value;`);
              } else {
                doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
              }
            }
          }
          doc.write(`payload.value = newResult;`);
          doc.write(`return payload;`);
          return doc.compile();
        };
        let fastpass;
        const isObject = util_isObject;
        const jit = !globalConfig.jitless;
        const allowsEval = util_allowsEval;
        const fastEnabled = jit && allowsEval.value;
        const catchall = def.catchall;
        let value;
        inst._zod.parse = (payload, ctx) => {
          value ?? (value = _normalized.value);
          const input = payload.value;
          if (!isObject(input)) {
            payload.issues.push({
              expected: "object",
              code: "invalid_type",
              input,
              inst
            });
            return payload;
          }
          if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
            if (!fastpass)
              fastpass = generateFastpass(def.shape);
            payload = fastpass(payload, ctx);
            if (!catchall)
              return payload;
            return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
          }
          return superParse(payload, ctx);
        };
      });
      function handleUnionResults(results, final, inst, ctx) {
        for (const result of results) {
          if (result.issues.length === 0) {
            final.value = result.value;
            return final;
          }
        }
        const nonaborted = results.filter((r) => !aborted(r));
        if (nonaborted.length === 1) {
          final.value = nonaborted[0].value;
          return nonaborted[0];
        }
        final.issues.push({
          code: "invalid_union",
          input: final.value,
          inst,
          errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
        });
        return final;
      }
      const $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
        $ZodType.init(inst, def);
        defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
        defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
        defineLazyInternal(inst, "values", (zod) => {
          if (zod.def.options.every((o) => o._zod.values)) {
            return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
          }
          return void 0;
        });
        defineLazyInternal(inst, "pattern", (zod) => {
          if (zod.def.options.every((o) => o._zod.pattern)) {
            const patterns = zod.def.options.map((o) => o._zod.pattern);
            return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
          }
          return void 0;
        });
        const first = def.options.length === 1 ? def.options[0]._zod.run : null;
        inst._zod.parse = (payload, ctx) => {
          if (first) {
            return first(payload, ctx);
          }
          let async = false;
          const results = [];
          for (const option of def.options) {
            const result = option._zod.run({
              value: payload.value,
              issues: []
            }, ctx);
            if (result instanceof Promise) {
              results.push(result);
              async = true;
            } else {
              if (result.issues.length === 0)
                return result;
              results.push(result);
            }
          }
          if (!async)
            return handleUnionResults(results, payload, inst, ctx);
          return Promise.all(results).then((results2) => {
            return handleUnionResults(results2, payload, inst, ctx);
          });
        };
      });
      function handleExclusiveUnionResults(results, final, inst, ctx) {
        const matches = [];
        for (let i = 0; i < results.length; i++) {
          if (results[i].issues.length === 0)
            matches.push(i);
        }
        if (matches.length === 1) {
          final.value = results[matches[0]].value;
          return final;
        }
        if (matches.length === 0) {
          final.issues.push({
            code: "invalid_union",
            input: final.value,
            inst,
            errors: results.map((result) => result.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())))
          });
        } else {
          final.issues.push({
            code: "invalid_union",
            input: final.value,
            inst,
            errors: [],
            inclusive: false,
            matches
          });
        }
        return final;
      }
      const $ZodXor = (
        /* unused pure expression or super */
        null
      );
      function getDiscriminatedOption(union2, value) {
        const internals = union2._zod;
        let map2 = internals.bag.optionsMap;
        if (!map2) {
          map2 = discriminatorMap(internals.def);
          internals.bag.optionsMap = map2;
        }
        const option = map2.get(value);
        if (option === null)
          throw new Error(`Ambiguous discriminator value "${String(value)}"`);
        return option;
      }
      function discriminatorMap(def) {
        const map2 = /* @__PURE__ */ new Map();
        for (const option of def.options) {
          const values = option._zod.propValues?.[def.discriminator];
          if (!values || values.size === 0)
            throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
          for (const value of values) {
            if (map2.has(value)) {
              if (value !== void 0)
                throw new Error(`Duplicate discriminator value "${String(value)}"`);
              map2.set(value, null);
            } else {
              map2.set(value, option);
            }
          }
        }
        return map2;
      }
      const $ZodDiscriminatedUnion = (
        /* unused pure expression or super */
        null
      );
      const $ZodIntersection = /* @__PURE__ */ $constructor("$ZodIntersection", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.parse = (payload, ctx) => {
          const input = payload.value;
          const left = def.left._zod.run({ value: input, issues: [] }, ctx);
          const right = def.right._zod.run({ value: input, issues: [] }, ctx);
          const async = left instanceof Promise || right instanceof Promise;
          if (async) {
            return Promise.all([left, right]).then(([left2, right2]) => {
              return handleIntersectionResults(payload, left2, right2);
            });
          }
          return handleIntersectionResults(payload, left, right);
        };
      });
      function mergeValues(a, b) {
        if (a === b) {
          return { valid: true, data: a };
        }
        if (a instanceof Date && b instanceof Date && +a === +b) {
          return { valid: true, data: a };
        }
        if (isPlainObject(a) && isPlainObject(b)) {
          const bKeys = Object.keys(b);
          const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
          const newObj = { ...a, ...b };
          if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
            delete newObj.__proto__;
          for (const key of sharedKeys) {
            if (key === "__proto__")
              continue;
            const sharedValue = mergeValues(a[key], b[key]);
            if (!sharedValue.valid) {
              return {
                valid: false,
                mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
              };
            }
            newObj[key] = sharedValue.data;
          }
          return { valid: true, data: newObj };
        }
        if (Array.isArray(a) && Array.isArray(b)) {
          if (a.length !== b.length) {
            return { valid: false, mergeErrorPath: [] };
          }
          const newArray = [];
          for (let index = 0; index < a.length; index++) {
            const itemA = a[index];
            const itemB = b[index];
            const sharedValue = mergeValues(itemA, itemB);
            if (!sharedValue.valid) {
              return {
                valid: false,
                mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
              };
            }
            newArray.push(sharedValue.data);
          }
          return { valid: true, data: newArray };
        }
        return { valid: false, mergeErrorPath: [] };
      }
      function handleIntersectionResults(result, left, right) {
        const unrecKeys = /* @__PURE__ */ new Map();
        let unrecIssue;
        const keyIssues = /* @__PURE__ */ new Map();
        const collect = (iss, side) => {
          let keys;
          if (iss.code === "unrecognized_keys" && !iss.path?.length) {
            unrecIssue ?? (unrecIssue = iss);
            keys = iss.keys;
          } else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
            const k = String(iss.path[0]);
            if (!keyIssues.has(k))
              keyIssues.set(k, iss);
            keys = [k];
          } else {
            return false;
          }
          for (const k of keys) {
            if (!unrecKeys.has(k))
              unrecKeys.set(k, {});
            unrecKeys.get(k)[side] = true;
          }
          return true;
        };
        for (const iss of left.issues) {
          if (!collect(iss, "l"))
            result.issues.push(iss);
        }
        for (const iss of right.issues) {
          if (!collect(iss, "r"))
            result.issues.push(iss);
        }
        const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
        if (bothKeys.length) {
          const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
          if (aggregated.length)
            result.issues.push({ ...unrecIssue, keys: aggregated });
          for (const k of bothKeys) {
            if (!aggregated.includes(k) && keyIssues.has(k))
              result.issues.push(keyIssues.get(k));
          }
        }
        const merged = mergeValues(left.value, right.value);
        if (!merged.valid) {
          if (aborted(result))
            return result;
          throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
        }
        result.value = merged.data;
        return result;
      }
      const $ZodTuple = /* @__PURE__ */ $constructor("$ZodTuple", (inst, def) => {
        $ZodType.init(inst, def);
        const items = def.items;
        const memo2 = globalConfig.memoizer;
        memo2?.attach(inst);
        inst._zod.parse = (payload, ctx) => {
          const input = payload.value;
          if (!Array.isArray(input)) {
            payload.issues.push({
              input,
              inst,
              expected: "tuple",
              code: "invalid_type"
            });
            return payload;
          }
          payload.value = memo2 ? memo2.alloc(inst, payload, [], ctx) : [];
          const proms = [];
          const optinStart = getTupleOptStart(items, "optin");
          const optoutStart = getTupleOptStart(items, "optout");
          if (!def.rest) {
            if (input.length < optinStart) {
              payload.issues.push({
                code: "too_small",
                minimum: optinStart,
                inclusive: true,
                input,
                inst,
                origin: "array"
              });
              return payload;
            }
            if (input.length > items.length) {
              payload.issues.push({
                code: "too_big",
                maximum: items.length,
                inclusive: true,
                input,
                inst,
                origin: "array"
              });
            }
          }
          const itemResults = new Array(items.length);
          const abortEarly = def.rest ? ctx?.abortEarly : void 0;
          let itemAborted = false;
          for (let i = 0; i < items.length; i++) {
            const r = items[i]._zod.run({ value: input[i], issues: [] }, ctx);
            if (r instanceof Promise) {
              proms.push(r.then((rr) => {
                itemResults[i] = rr;
              }));
            } else {
              itemResults[i] = r;
              if (abortEarly && !itemAborted && r.issues.length)
                itemAborted = aborted(r);
            }
          }
          if (def.rest && !itemAborted) {
            let i = items.length - 1;
            const rest = input.slice(items.length);
            let seen = payload.issues.length;
            for (const el of rest) {
              if (abortEarly && payload.issues.length !== seen) {
                if (aborted(payload, seen))
                  break;
                seen = payload.issues.length;
              }
              i++;
              const result = def.rest._zod.run({ value: el, issues: [] }, ctx);
              if (result instanceof Promise) {
                proms.push(result.then((r) => handleTupleResult(r, payload, i)));
              } else {
                handleTupleResult(result, payload, i);
              }
            }
          }
          if (proms.length) {
            return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
          }
          return handleTupleResults(itemResults, payload, items, input, optoutStart);
        };
      });
      function getTupleOptStart(items, key) {
        for (let i = items.length - 1; i >= 0; i--) {
          const omittable = key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional";
          if (!omittable)
            return i + 1;
        }
        return 0;
      }
      function handleTupleResult(result, final, index) {
        if (result.issues.length) {
          final.issues.push(...prefixIssues(index, result.issues));
        }
        final.value[index] = result.value;
      }
      function handleTupleResults(itemResults, final, items, input, optoutStart) {
        for (let i = 0; i < items.length; i++) {
          const r = itemResults[i];
          const isPresent = i < input.length;
          if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
            final.value.length = i;
            break;
          }
          if (r.issues.length) {
            if (!isPresent && i >= optoutStart) {
              final.value.length = i;
              break;
            }
            final.issues.push(...prefixIssues(i, r.issues));
          }
          final.value[i] = r.value;
        }
        for (let i = final.value.length - 1; i >= input.length; i--) {
          if (items[i]._zod.optout === "optional" && final.value[i] === void 0) {
            final.value.length = i;
          } else {
            break;
          }
        }
        return final;
      }
      const $ZodRecord = (
        /* unused pure expression or super */
        null
      );
      const $ZodMap = (
        /* unused pure expression or super */
        null
      );
      function handleMapResult(keyResult, valueResult, final, key, input, inst, ctx) {
        if (keyResult.issues.length) {
          if (util.propertyKeyTypes.has(typeof key)) {
            final.issues.push(...util.prefixIssues(key, keyResult.issues));
          } else {
            final.issues.push({
              code: "invalid_key",
              origin: "map",
              input,
              inst,
              issues: keyResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config()))
            });
          }
        }
        if (valueResult.issues.length) {
          if (util.propertyKeyTypes.has(typeof key)) {
            final.issues.push(...util.prefixIssues(key, valueResult.issues));
          } else {
            final.issues.push({
              origin: "map",
              code: "invalid_element",
              input,
              inst,
              key,
              issues: valueResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config()))
            });
          }
        }
        final.value.set(keyResult.value, valueResult.value);
      }
      const $ZodSet = (
        /* unused pure expression or super */
        null
      );
      function handleSetResult(result, final) {
        if (result.issues.length) {
          final.issues.push(...result.issues);
        }
        final.value.add(result.value);
      }
      const $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
        $ZodType.init(inst, def);
        const values = getEnumValues(def.entries);
        const valuesSet = new Set(values);
        inst._zod.values = valuesSet;
        defineLazyInternal(inst, "pattern", (zod) => {
          const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
          return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
        });
        inst._zod.parse = (payload, _ctx) => {
          const input = payload.value;
          if (valuesSet.has(input)) {
            return payload;
          }
          payload.issues.push({
            code: "invalid_value",
            values,
            input,
            inst
          });
          return payload;
        };
      });
      const $ZodLiteral = (
        /* unused pure expression or super */
        null
      );
      const $ZodFile = (
        /* unused pure expression or super */
        null
      );
      const $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.optin = "optional";
        globalConfig.memoizer?.guard(inst);
        inst._zod.parse = (payload, ctx) => {
          if (ctx.direction === "backward") {
            throw new $ZodEncodeError(inst.constructor.name);
          }
          const _out = def.transform(payload.value, payload);
          if (ctx.async) {
            const output = _out instanceof Promise ? _out : Promise.resolve(_out);
            return output.then((output2) => {
              payload.value = output2;
              return payload;
            });
          }
          if (_out instanceof Promise) {
            throw new $ZodAsyncError();
          }
          payload.value = _out;
          return payload;
        };
      });
      function handleOptionalResult(payload, result) {
        payload.value = result.issues.length ? void 0 : result.value;
        return payload;
      }
      const $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
        $ZodType.init(inst, def);
        defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
        inst._zod.optout = "optional";
        defineLazyInternal(inst, "values", (zod) => {
          const values = zod.def.innerType._zod.values;
          return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
        });
        defineLazyInternal(inst, "pattern", (zod) => {
          const pattern = zod.def.innerType._zod.pattern;
          return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
        });
        inst._zod.parse = (payload, ctx) => {
          if (payload.value === void 0) {
            if (def.innerType._zod.optin !== "defaulted")
              return payload;
            const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
            if (result instanceof Promise)
              return result.then((result2) => handleOptionalResult(payload, result2));
            return handleOptionalResult(payload, result);
          }
          return def.innerType._zod.run(payload, ctx);
        };
      });
      const $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
        $ZodOptional.init(inst, def);
        defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
        defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
        inst._zod.parse = (payload, ctx) => {
          return def.innerType._zod.run(payload, ctx);
        };
      });
      const $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
        $ZodType.init(inst, def);
        defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
        defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
        defineLazyInternal(inst, "pattern", (zod) => {
          const pattern = zod.def.innerType._zod.pattern;
          return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
        });
        defineLazyInternal(inst, "values", (zod) => {
          return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
        });
        inst._zod.parse = (payload, ctx) => {
          if (payload.value === null)
            return payload;
          return def.innerType._zod.run(payload, ctx);
        };
      });
      const $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.optin = "defaulted";
        defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
        inst._zod.parse = (payload, ctx) => {
          if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
          }
          if (payload.value === void 0) {
            payload.value = def.defaultValue;
            return payload;
          }
          const result = def.innerType._zod.run(payload, ctx);
          if (result instanceof Promise) {
            return result.then((result2) => handleDefaultResult(result2, def));
          }
          return handleDefaultResult(result, def);
        };
      });
      function handleDefaultResult(payload, def) {
        if (payload.value === void 0) {
          payload.value = def.defaultValue;
        }
        return payload;
      }
      const $ZodPrefault = /* @__PURE__ */ $constructor("$ZodPrefault", (inst, def) => {
        $ZodType.init(inst, def);
        inst._zod.optin = "defaulted";
        defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
        inst._zod.parse = (payload, ctx) => {
          if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
          }
          if (payload.value === void 0) {
            payload.value = def.defaultValue;
          }
          return def.innerType._zod.run(payload, ctx);
        };
      });
      const $ZodNonOptional = /* @__PURE__ */ $constructor("$ZodNonOptional", (inst, def) => {
        $ZodType.init(inst, def);
        defineLazyInternal(inst, "values", (zod) => {
          const v = zod.def.innerType._zod.values;
          return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
        });
        inst._zod.parse = (payload, ctx) => {
          const result = def.innerType._zod.run(payload, ctx);
          if (result instanceof Promise) {
            return result.then((result2) => handleNonOptionalResult(result2, inst));
          }
          return handleNonOptionalResult(result, inst);
        };
      });
      function handleNonOptionalResult(payload, inst) {
        if (!payload.issues.length && payload.value === void 0) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: payload.value,
            inst
          });
        }
        return payload;
      }
      const $ZodSuccess = (
        /* unused pure expression or super */
        null
      );
      function handleCatchResult(payload, result, def, ctx) {
        if (!result.issues.length) {
          payload.value = result.value;
          if (result.memo)
            payload.memo = true;
          return payload;
        }
        payload.value = def.catchValue({
          ...result,
          value: payload.value,
          error: {
            issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config()))
          },
          input: payload.value
        });
        return payload;
      }
      const $ZodCatch = /* @__PURE__ */ $constructor("$ZodCatch", (inst, def) => {
        $ZodType.init(inst, def);
        defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
        defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
        defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
        inst._zod.parse = (payload, ctx) => {
          if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
          }
          const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
          if (result instanceof Promise) {
            return result.then((result2) => handleCatchResult(payload, result2, def, ctx));
          }
          return handleCatchResult(payload, result, def, ctx);
        };
      });
      const $ZodNaN = (
        /* unused pure expression or super */
        null
      );
      const $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
        $ZodType.init(inst, def);
        defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
        defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
        defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
        defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
        inst._zod.parse = (payload, ctx) => {
          if (ctx.direction === "backward") {
            const right = def.out._zod.run(payload, ctx);
            if (right instanceof Promise) {
              return right.then((right2) => handlePipeResult(right2, def.in, ctx));
            }
            return handlePipeResult(right, def.in, ctx);
          }
          const left = def.in._zod.run(payload, ctx);
          if (left instanceof Promise) {
            return left.then((left2) => handlePipeResult(left2, def.out, ctx));
          }
          return handlePipeResult(left, def.out, ctx);
        };
      });
      function handlePipeResult(left, next, ctx) {
        if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
          left.aborted = true;
          return left;
        }
        return next._zod.run({ value: left.value, issues: left.issues }, ctx);
      }
      const $ZodCodec = (
        /* unused pure expression or super */
        null
      );
      function handleCodecAResult(result, def, ctx) {
        if (result.issues.length) {
          result.aborted = true;
          return result;
        }
        const direction = ctx.direction || "forward";
        if (direction === "forward") {
          const transformed = def.transform(result.value, result);
          if (transformed instanceof Promise) {
            return transformed.then((value) => handleCodecTxResult(result, value, def.out, ctx));
          }
          return handleCodecTxResult(result, transformed, def.out, ctx);
        } else {
          const transformed = def.reverseTransform(result.value, result);
          if (transformed instanceof Promise) {
            return transformed.then((value) => handleCodecTxResult(result, value, def.in, ctx));
          }
          return handleCodecTxResult(result, transformed, def.in, ctx);
        }
      }
      function handleCodecTxResult(left, value, nextSchema, ctx) {
        if (left.issues.length) {
          left.aborted = true;
          return left;
        }
        return nextSchema._zod.run({ value, issues: left.issues }, ctx);
      }
      const $ZodPreprocess = (
        /* unused pure expression or super */
        null
      );
      const $ZodReadonly = /* @__PURE__ */ $constructor("$ZodReadonly", (inst, def) => {
        $ZodType.init(inst, def);
        defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
        defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
        defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
        defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
        inst._zod.parse = (payload, ctx) => {
          if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
          }
          const result = def.innerType._zod.run(payload, ctx);
          if (result instanceof Promise) {
            return result.then(handleReadonlyResult);
          }
          return handleReadonlyResult(result);
        };
      });
      function handleReadonlyResult(payload) {
        if (!payload.memo)
          payload.value = Object.freeze(payload.value);
        return payload;
      }
      function leafPattern(schema) {
        const def = schema._zod.def;
        let pattern = def.pattern;
        let isInt = !!def.format?.includes("int");
        let minimum;
        let maximum;
        for (const ch of def.checks ?? []) {
          const d = ch._zod.def;
          if (d.pattern)
            pattern = d.pattern;
          isInt || (isInt = !!d.format?.includes("int"));
          const lo = d.minimum ?? d.length;
          const hi = d.maximum ?? d.length;
          if (lo !== void 0 && (minimum === void 0 || lo > minimum))
            minimum = lo;
          if (hi !== void 0 && (maximum === void 0 || hi < maximum))
            maximum = hi;
        }
        if (pattern)
          return pattern.source;
        if (minimum !== void 0 && maximum !== void 0 && minimum > maximum)
          return "(?!)";
        if (minimum !== void 0 || maximum !== void 0)
          return regexes.string({ minimum, maximum }).source;
        const own2 = schema._zod.pattern;
        return (isInt && own2 === regexes.number ? regexes.integer : own2)?.source;
      }
      function partPattern(schema) {
        const def = schema._zod.def;
        const own2 = schema._zod.pattern?.source;
        const inner = def.innerType ?? schema._zod.innerType;
        if (inner) {
          const before = inner._zod.pattern?.source;
          const after = partPattern(inner);
          if (own2 && before && after && after !== before) {
            return own2.replace(util.cleanRegex(before), () => util.cleanRegex(after));
          }
          return own2;
        }
        if (def.options) {
          const sources = def.options.map(partPattern);
          if (sources.every(Boolean))
            return `^(${sources.map((s) => util.cleanRegex(s)).join("|")})$`;
        }
        return leafPattern(schema);
      }
      const $ZodTemplateLiteral = (
        /* unused pure expression or super */
        null
      );
      const $ZodFunction = (
        /* unused pure expression or super */
        null
      );
      const $ZodPromise = (
        /* unused pure expression or super */
        null
      );
      const $ZodLazy = (
        /* unused pure expression or super */
        null
      );
      const $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
        $ZodCheck.init(inst, def);
        $ZodType.init(inst, def);
        inst._zod.parse = (payload, _) => {
          return payload;
        };
        inst._zod.check = (payload) => {
          const input = payload.value;
          const r = def.fn(input);
          if (r instanceof Promise) {
            return r.then((r2) => handleRefineResult(r2, payload, input, inst));
          }
          handleRefineResult(r, payload, input, inst);
          return;
        };
      });
      function handleRefineResult(result, payload, input, inst) {
        if (!result) {
          const _iss = {
            code: "custom",
            input,
            inst,
            // incorporates params.error into issue reporting
            path: [...inst._zod.def.path ?? []],
            // incorporates params.error into issue reporting
            continue: !inst._zod.def.abort
            // params: inst._zod.def.params,
          };
          if (inst._zod.def.params)
            _iss.params = inst._zod.def.params;
          payload.issues.push(util_issue(_iss));
        }
      }
      ;
      var registries_a;
      const $output = (
        /* unused pure expression or super */
        null
      );
      const $input = (
        /* unused pure expression or super */
        null
      );
      class $ZodRegistry {
        constructor() {
          this._map = /* @__PURE__ */ new WeakMap();
          this._idmap = /* @__PURE__ */ new Map();
        }
        add(schema, ..._meta) {
          const meta2 = _meta[0];
          this._map.set(schema, meta2);
          if (meta2 && typeof meta2 === "object" && "id" in meta2) {
            this._idmap.set(meta2.id, schema);
          }
          return this;
        }
        clear() {
          this._map = /* @__PURE__ */ new WeakMap();
          this._idmap = /* @__PURE__ */ new Map();
          return this;
        }
        remove(schema) {
          const meta2 = this._map.get(schema);
          if (meta2 && typeof meta2 === "object" && "id" in meta2) {
            this._idmap.delete(meta2.id);
          }
          this._map.delete(schema);
          return this;
        }
        get(schema) {
          const p = schema._zod.parent;
          if (p) {
            const pm = { ...this.get(p) ?? {} };
            delete pm.id;
            const f = { ...pm, ...this._map.get(schema) };
            return Object.keys(f).length ? f : void 0;
          }
          return this._map.get(schema);
        }
        has(schema) {
          return this._map.has(schema);
        }
      }
      function registry() {
        return new $ZodRegistry();
      }
      (registries_a = globalThis).__zod_globalRegistry ?? (registries_a.__zod_globalRegistry = registry());
      const globalRegistry = globalThis.__zod_globalRegistry;
      ;
      function snapshotChecks(def) {
        if (def.checks)
          def.checks = [...def.checks];
        return def;
      }
      // @__NO_SIDE_EFFECTS__
      function _string(Class2, params) {
        return new Class2(snapshotChecks({ type: "string", ...normalizeParams(params) }));
      }
      // @__NO_SIDE_EFFECTS__
      function _coercedString(Class2, params) {
        return new Class2(snapshotChecks({ type: "string", coerce: true, ...util.normalizeParams(params) }));
      }
      // @__NO_SIDE_EFFECTS__
      function _email(Class2, params) {
        return new Class2({
          type: "string",
          format: "email",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _guid(Class2, params) {
        return new Class2({
          type: "string",
          format: "guid",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _uuid(Class2, params) {
        return new Class2({
          type: "string",
          format: "uuid",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _uuidv4(Class2, params) {
        return new Class2({
          type: "string",
          format: "uuid",
          check: "string_format",
          abort: false,
          version: "v4",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _uuidv6(Class2, params) {
        return new Class2({
          type: "string",
          format: "uuid",
          check: "string_format",
          abort: false,
          version: "v6",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _uuidv7(Class2, params) {
        return new Class2({
          type: "string",
          format: "uuid",
          check: "string_format",
          abort: false,
          version: "v7",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _url(Class2, params) {
        return new Class2({
          type: "string",
          format: "url",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function api_emoji(Class2, params) {
        return new Class2({
          type: "string",
          format: "emoji",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _nanoid(Class2, params) {
        return new Class2({
          type: "string",
          format: "nanoid",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _cuid(Class2, params) {
        return new Class2({
          type: "string",
          format: "cuid",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _cuid2(Class2, params) {
        return new Class2({
          type: "string",
          format: "cuid2",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _ulid(Class2, params) {
        return new Class2({
          type: "string",
          format: "ulid",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _xid(Class2, params) {
        return new Class2({
          type: "string",
          format: "xid",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _ksuid(Class2, params) {
        return new Class2({
          type: "string",
          format: "ksuid",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _ipv4(Class2, params) {
        return new Class2({
          type: "string",
          format: "ipv4",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _ipv6(Class2, params) {
        return new Class2({
          type: "string",
          format: "ipv6",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _mac(Class2, params) {
        return new Class2({
          type: "string",
          format: "mac",
          check: "string_format",
          abort: false,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _cidrv4(Class2, params) {
        return new Class2({
          type: "string",
          format: "cidrv4",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _cidrv6(Class2, params) {
        return new Class2({
          type: "string",
          format: "cidrv6",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _base64(Class2, params) {
        return new Class2({
          type: "string",
          format: "base64",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _base64url(Class2, params) {
        return new Class2({
          type: "string",
          format: "base64url",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _e164(Class2, params) {
        return new Class2({
          type: "string",
          format: "e164",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _creditCard(Class2, params) {
        return new Class2({
          type: "string",
          format: "credit_card",
          check: "string_format",
          abort: false,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _iban(Class2, params) {
        return new Class2({
          type: "string",
          format: "iban",
          check: "string_format",
          abort: false,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _jwt(Class2, params) {
        return new Class2({
          type: "string",
          format: "jwt",
          check: "string_format",
          abort: false,
          ...normalizeParams(params)
        });
      }
      const TimePrecision = {
        Any: null,
        Minute: -1,
        Second: 0,
        Millisecond: 3,
        Microsecond: 6
      };
      // @__NO_SIDE_EFFECTS__
      function _isoDateTime(Class2, params) {
        return new Class2({
          type: "string",
          format: "datetime",
          check: "string_format",
          offset: false,
          local: false,
          precision: null,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _isoDate(Class2, params) {
        return new Class2({
          type: "string",
          format: "date",
          check: "string_format",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _isoTime(Class2, params) {
        return new Class2({
          type: "string",
          format: "time",
          check: "string_format",
          precision: null,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _isoDuration(Class2, params) {
        return new Class2({
          type: "string",
          format: "duration",
          check: "string_format",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _number(Class2, params) {
        return new Class2(snapshotChecks({ type: "number", checks: [], ...util.normalizeParams(params) }));
      }
      // @__NO_SIDE_EFFECTS__
      function _coercedNumber(Class2, params) {
        return new Class2(snapshotChecks({ type: "number", coerce: true, checks: [], ...util.normalizeParams(params) }));
      }
      // @__NO_SIDE_EFFECTS__
      function _int(Class2, params) {
        return new Class2({
          type: "number",
          check: "number_format",
          abort: false,
          format: "safeint",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _float32(Class2, params) {
        return new Class2({
          type: "number",
          check: "number_format",
          abort: false,
          format: "float32",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _float64(Class2, params) {
        return new Class2({
          type: "number",
          check: "number_format",
          abort: false,
          format: "float64",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _int32(Class2, params) {
        return new Class2({
          type: "number",
          check: "number_format",
          abort: false,
          format: "int32",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _uint32(Class2, params) {
        return new Class2({
          type: "number",
          check: "number_format",
          abort: false,
          format: "uint32",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _boolean(Class2, params) {
        return new Class2({
          type: "boolean",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _coercedBoolean(Class2, params) {
        return new Class2({
          type: "boolean",
          coerce: true,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _bigint(Class2, params) {
        return new Class2({
          type: "bigint",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _coercedBigint(Class2, params) {
        return new Class2({
          type: "bigint",
          coerce: true,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _int64(Class2, params) {
        return new Class2({
          type: "bigint",
          check: "bigint_format",
          abort: false,
          format: "int64",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _uint64(Class2, params) {
        return new Class2({
          type: "bigint",
          check: "bigint_format",
          abort: false,
          format: "uint64",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _symbol(Class2, params) {
        return new Class2({
          type: "symbol",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function api_undefined(Class2, params) {
        return new Class2({
          type: "undefined",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function api_null(Class2, params) {
        return new Class2({
          type: "null",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _any(Class2) {
        return new Class2({
          type: "any"
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _unknown(Class2) {
        return new Class2({
          type: "unknown"
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _never(Class2, params) {
        return new Class2({
          type: "never",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _void(Class2, params) {
        return new Class2({
          type: "void",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _date(Class2, params) {
        return new Class2({
          type: "date",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _coercedDate(Class2, params) {
        return new Class2({
          type: "date",
          coerce: true,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _nan(Class2, params) {
        return new Class2({
          type: "nan",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _lt(value, params) {
        return new $ZodCheckLessThan({
          check: "less_than",
          ...normalizeParams(params),
          value,
          inclusive: false
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _lte(value, params) {
        return new $ZodCheckLessThan({
          check: "less_than",
          ...normalizeParams(params),
          value,
          inclusive: true
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _gt(value, params) {
        return new $ZodCheckGreaterThan({
          check: "greater_than",
          ...normalizeParams(params),
          value,
          inclusive: false
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _gte(value, params) {
        return new $ZodCheckGreaterThan({
          check: "greater_than",
          ...normalizeParams(params),
          value,
          inclusive: true
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _positive(params) {
        return /* @__PURE__ */ _gt(0, params);
      }
      // @__NO_SIDE_EFFECTS__
      function _negative(params) {
        return /* @__PURE__ */ _lt(0, params);
      }
      // @__NO_SIDE_EFFECTS__
      function _nonpositive(params) {
        return /* @__PURE__ */ _lte(0, params);
      }
      // @__NO_SIDE_EFFECTS__
      function _nonnegative(params) {
        return /* @__PURE__ */ _gte(0, params);
      }
      // @__NO_SIDE_EFFECTS__
      function _multipleOf(value, params) {
        return new $ZodCheckMultipleOf({
          check: "multiple_of",
          ...normalizeParams(params),
          value
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _maxSize(maximum, params) {
        return new checks.$ZodCheckMaxSize({
          check: "max_size",
          ...util.normalizeParams(params),
          maximum
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _minSize(minimum, params) {
        return new checks.$ZodCheckMinSize({
          check: "min_size",
          ...util.normalizeParams(params),
          minimum
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _size(size, params) {
        return new checks.$ZodCheckSizeEquals({
          check: "size_equals",
          ...util.normalizeParams(params),
          size
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _maxLength(maximum, params) {
        const ch = new $ZodCheckMaxLength({
          check: "max_length",
          ...normalizeParams(params),
          maximum
        });
        return ch;
      }
      // @__NO_SIDE_EFFECTS__
      function _minLength(minimum, params) {
        return new $ZodCheckMinLength({
          check: "min_length",
          ...normalizeParams(params),
          minimum
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _length(length, params) {
        return new $ZodCheckLengthEquals({
          check: "length_equals",
          ...normalizeParams(params),
          length
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _regex(pattern, params) {
        return new $ZodCheckRegex({
          check: "string_format",
          format: "regex",
          ...normalizeParams(params),
          pattern
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _lowercase(params) {
        return new $ZodCheckLowerCase({
          check: "string_format",
          format: "lowercase",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _uppercase(params) {
        return new $ZodCheckUpperCase({
          check: "string_format",
          format: "uppercase",
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _includes(includes, params) {
        return new $ZodCheckIncludes({
          check: "string_format",
          format: "includes",
          ...normalizeParams(params),
          includes
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _startsWith(prefix, params) {
        return new $ZodCheckStartsWith({
          check: "string_format",
          format: "starts_with",
          ...normalizeParams(params),
          prefix
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _endsWith(suffix, params) {
        return new $ZodCheckEndsWith({
          check: "string_format",
          format: "ends_with",
          ...normalizeParams(params),
          suffix
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _property(property, schema, params) {
        return new checks.$ZodCheckProperty({
          check: "property",
          property,
          schema,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _properties(shape, params) {
        return new $ZodCheckProperties({
          check: "properties",
          shape,
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _mime(types, params) {
        return new checks.$ZodCheckMimeType({
          check: "mime_type",
          mime: types,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _overwrite(tx) {
        return new $ZodCheckOverwrite({
          check: "overwrite",
          tx
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _normalize(form) {
        return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
      }
      // @__NO_SIDE_EFFECTS__
      function _trim() {
        return /* @__PURE__ */ _overwrite((input) => input.trim());
      }
      // @__NO_SIDE_EFFECTS__
      function _toLowerCase() {
        return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
      }
      // @__NO_SIDE_EFFECTS__
      function _toUpperCase() {
        return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
      }
      // @__NO_SIDE_EFFECTS__
      function _slugify() {
        return /* @__PURE__ */ _overwrite((input) => slugify(input));
      }
      // @__NO_SIDE_EFFECTS__
      function _array(Class2, element, params) {
        return new Class2({
          type: "array",
          element,
          // get element() {
          //   return element;
          // },
          ...normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _union(Class2, options, params) {
        return new Class2({
          type: "union",
          options,
          ...util.normalizeParams(params)
        });
      }
      function _xor(Class2, options, params) {
        return new Class2({
          type: "union",
          options,
          inclusive: false,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _discriminatedUnion(Class2, discriminator, options, params) {
        return new Class2({
          type: "union",
          options,
          discriminator,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _intersection(Class2, left, right) {
        return new Class2({
          type: "intersection",
          left,
          right
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _tuple(Class2, items, _paramsOrRest, _params) {
        const hasRest = _paramsOrRest instanceof schemas.$ZodType;
        const params = hasRest ? _params : _paramsOrRest;
        const rest = hasRest ? _paramsOrRest : null;
        return new Class2({
          type: "tuple",
          items,
          rest,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _record(Class2, keyType, valueType, params) {
        return new Class2({
          type: "record",
          keyType,
          valueType,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _map(Class2, keyType, valueType, params) {
        return new Class2({
          type: "map",
          keyType,
          valueType,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _set(Class2, valueType, params) {
        return new Class2({
          type: "set",
          valueType,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _enum(Class2, values, params) {
        const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
        return new Class2({
          type: "enum",
          entries,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _nativeEnum(Class2, entries, params) {
        return new Class2({
          type: "enum",
          entries,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _literal(Class2, value, params) {
        return new Class2({
          type: "literal",
          values: Array.isArray(value) ? value : [value],
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _file(Class2, params) {
        return new Class2({
          type: "file",
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _transform(Class2, fn) {
        return new Class2({
          type: "transform",
          transform: fn
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _optional(Class2, innerType) {
        return new Class2({
          type: "optional",
          innerType
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _nullable(Class2, innerType) {
        return new Class2({
          type: "nullable",
          innerType
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _default(Class2, innerType, defaultValue) {
        return new Class2({
          type: "default",
          innerType,
          get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : util.shallowClone(defaultValue);
          }
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _nonoptional(Class2, innerType, params) {
        return new Class2({
          type: "nonoptional",
          innerType,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _success(Class2, innerType) {
        return new Class2({
          type: "success",
          innerType
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _catch(Class2, innerType, catchValue) {
        return new Class2({
          type: "catch",
          innerType,
          catchValue: typeof catchValue === "function" ? catchValue : util.constantCatch(catchValue)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _pipe(Class2, in_, out) {
        return new Class2({
          type: "pipe",
          in: in_,
          out
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _readonly(Class2, innerType) {
        return new Class2({
          type: "readonly",
          innerType
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _templateLiteral(Class2, parts, params) {
        return new Class2({
          type: "template_literal",
          parts,
          ...util.normalizeParams(params)
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _lazy(Class2, getter) {
        return new Class2({
          type: "lazy",
          getter
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _promise(Class2, innerType) {
        return new Class2({
          type: "promise",
          innerType
        });
      }
      // @__NO_SIDE_EFFECTS__
      function _custom(Class2, fn, _params) {
        const norm = util.normalizeParams(_params);
        norm.abort ?? (norm.abort = true);
        const schema = new Class2({
          type: "custom",
          check: "custom",
          fn,
          ...norm
        });
        return schema;
      }
      // @__NO_SIDE_EFFECTS__
      function _refine(Class2, fn, _params) {
        const schema = new Class2({
          type: "custom",
          check: "custom",
          fn,
          ...normalizeParams(_params)
        });
        return schema;
      }
      // @__NO_SIDE_EFFECTS__
      function _superRefine(fn, params) {
        const ch = /* @__PURE__ */ _check((payload) => {
          payload.addIssue = (issue) => {
            if (typeof issue === "string") {
              payload.issues.push(util_issue(issue, payload.value, ch._zod.def));
            } else {
              const _issue = issue;
              if (_issue.fatal)
                _issue.continue = false;
              _issue.code ?? (_issue.code = "custom");
              if (!("input" in _issue))
                _issue.input = payload.value;
              _issue.inst ?? (_issue.inst = ch);
              _issue.continue ?? (_issue.continue = !ch._zod.def.abort);
              payload.issues.push(util_issue(_issue));
            }
          };
          return fn(payload.value, payload);
        }, params);
        return ch;
      }
      // @__NO_SIDE_EFFECTS__
      function _check(fn, params) {
        const ch = new $ZodCheck({
          check: "custom",
          ...normalizeParams(params)
        });
        ch._zod.check = fn;
        return ch;
      }
      // @__NO_SIDE_EFFECTS__
      function describe(description) {
        const ch = new $ZodCheck({ check: "describe" });
        ch._zod.onattach = [
          (inst) => {
            const existing = globalRegistry.get(inst) ?? {};
            globalRegistry.add(inst, { ...existing, description });
          }
        ];
        ch._zod.check = () => {
        };
        return ch;
      }
      // @__NO_SIDE_EFFECTS__
      function meta(metadata) {
        const ch = new $ZodCheck({ check: "meta" });
        ch._zod.onattach = [
          (inst) => {
            const existing = globalRegistry.get(inst) ?? {};
            globalRegistry.add(inst, { ...existing, ...metadata });
          }
        ];
        ch._zod.check = () => {
        };
        return ch;
      }
      // @__NO_SIDE_EFFECTS__
      function _stringbool(Classes, _params) {
        const params = util.normalizeParams(_params);
        let truthyArray = params.truthy ?? ["true", "1", "yes", "on", "y", "enabled"];
        let falsyArray = params.falsy ?? ["false", "0", "no", "off", "n", "disabled"];
        if (params.case !== "sensitive") {
          truthyArray = truthyArray.map((v) => typeof v === "string" ? v.toLowerCase() : v);
          falsyArray = falsyArray.map((v) => typeof v === "string" ? v.toLowerCase() : v);
        }
        const truthySet = new Set(truthyArray);
        const falsySet = new Set(falsyArray);
        const _Codec = Classes.Codec ?? schemas.$ZodCodec;
        const _Boolean = Classes.Boolean ?? schemas.$ZodBoolean;
        const _String = Classes.String ?? schemas.$ZodString;
        const stringSchema = new _String({ type: "string", error: params.error });
        const booleanSchema = new _Boolean({ type: "boolean", error: params.error });
        const codec2 = new _Codec({
          type: "pipe",
          in: stringSchema,
          out: booleanSchema,
          transform: ((input, payload) => {
            let data = input;
            if (params.case !== "sensitive")
              data = data.toLowerCase();
            if (truthySet.has(data)) {
              return true;
            } else if (falsySet.has(data)) {
              return false;
            } else {
              payload.issues.push({
                code: "invalid_value",
                expected: "stringbool",
                values: [...truthySet, ...falsySet],
                input: payload.value,
                inst: codec2,
                continue: false
              });
              return {};
            }
          }),
          reverseTransform: ((input, _payload) => {
            if (input === true) {
              return truthyArray[0] || "true";
            } else {
              return falsyArray[0] || "false";
            }
          }),
          error: params.error
        });
        codec2._zod.bag.truthy = truthyArray;
        codec2._zod.bag.falsy = falsyArray;
        codec2._zod.bag.case = params.case ?? "insensitive";
        return codec2;
      }
      // @__NO_SIDE_EFFECTS__
      function _stringFormat(Class2, format, fnOrRegex, _params = {}) {
        const params = util.normalizeParams(_params);
        const def = {
          check: "string_format",
          type: "string",
          format,
          fn: typeof fnOrRegex === "function" ? fnOrRegex : (val) => fnOrRegex.test(val),
          ...params
        };
        if (fnOrRegex instanceof RegExp) {
          def.pattern = fnOrRegex;
        }
        const inst = new Class2(def);
        return inst;
      }
      ;
      function assignProps(target, ...sources) {
        for (const source of sources) {
          for (const key of Reflect.ownKeys(source)) {
            if (Object.prototype.propertyIsEnumerable.call(source, key)) {
              util_assignProp(target, key, source[key]);
            }
          }
        }
        return target;
      }
      function to_json_schema_initializeContext(params) {
        let target = params?.target ?? "draft-2020-12";
        if (target === "draft-4")
          target = "draft-04";
        if (target === "draft-7")
          target = "draft-07";
        return {
          processors: params.processors ?? {},
          metadataRegistry: params?.metadata ?? globalRegistry,
          target,
          unrepresentable: params?.unrepresentable ?? "throw",
          override: params?.override ?? (() => {
          }),
          io: params?.io ?? "output",
          counter: 0,
          seen: /* @__PURE__ */ new Map(),
          sharedDefsExtractedFor: void 0,
          sharedEmitDoneFor: void 0,
          cycles: params?.cycles ?? "ref",
          reused: params?.reused ?? "inline",
          intersections: [],
          deferred: [],
          external: params?.external ?? void 0
        };
      }
      function handleUnrepresentable(schema, ctx, json2, params, message) {
        const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({ zodSchema: schema, path: params.path, message }) : ctx.unrepresentable;
        if (result === "any")
          return false;
        if (result === void 0 || result === "throw")
          throw new Error(message);
        Object.assign(json2, result);
        return true;
      }
      function to_json_schema_processSchema(schema, ctx, _params = { path: [], schemaPath: [] }) {
        var _a2;
        const def = schema._zod.def;
        const seen = ctx.seen.get(schema);
        if (seen) {
          seen.count++;
          const isCycle = _params.schemaPath.includes(schema);
          if (isCycle) {
            seen.cycle = _params.path;
          }
          return seen.schema;
        }
        const result = { schema: {}, count: 1, cycle: void 0, path: _params.path };
        ctx.seen.set(schema, result);
        ctx.sharedDefsExtractedFor = void 0;
        ctx.sharedEmitDoneFor = void 0;
        const overrideSchema = schema._zod.toJSONSchema?.();
        if (overrideSchema) {
          result.schema = overrideSchema;
        } else {
          const params = {
            ..._params,
            schemaPath: [..._params.schemaPath, schema],
            path: _params.path
          };
          if (schema._zod.processJSONSchema) {
            schema._zod.processJSONSchema(ctx, result.schema, params);
          } else {
            const _json = result.schema;
            const processor = ctx.processors[def.type];
            if (!processor) {
              throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
            }
            processor(schema, ctx, _json, params);
          }
          const parent = schema._zod.parent;
          if (parent) {
            if (!result.ref)
              result.ref = parent;
            to_json_schema_processSchema(parent, ctx, params);
            ctx.seen.get(parent).isParent = true;
          }
        }
        const meta2 = ctx.metadataRegistry.get(schema);
        if (meta2)
          assignProps(result.schema, meta2);
        if (ctx.io === "input" && isTransforming(schema)) {
          delete result.schema.examples;
          delete result.schema.default;
        }
        if (ctx.io === "input" && "_prefault" in result.schema)
          (_a2 = result.schema).default ?? (_a2.default = result.schema._prefault);
        delete result.schema._prefault;
        const _result = ctx.seen.get(schema);
        return _result.schema;
      }
      function encodeJSONPointerSegment(segment) {
        return segment.replace(/~/g, "~0").replace(/\//g, "~1");
      }
      function to_json_schema_extractDefs(ctx, schema) {
        const root = ctx.seen.get(schema);
        if (!root)
          throw new Error("Unprocessed schema. This is a bug in Zod.");
        if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external)
          return;
        const idToSchema = /* @__PURE__ */ new Map();
        for (const entry of ctx.seen.entries()) {
          const id = ctx.metadataRegistry.get(entry[0])?.id;
          if (id) {
            const existing = idToSchema.get(id);
            if (existing && existing !== entry[0]) {
              throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
            }
            idToSchema.set(id, entry[0]);
          }
        }
        const makeURI = (entry) => {
          const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
          if (ctx.external) {
            const externalId = ctx.external.registry.get(entry[0])?.id;
            const uriGenerator = ctx.external.uri ?? ((id2) => id2);
            if (externalId) {
              return { ref: uriGenerator(externalId) };
            }
            const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
            entry[1].defId = id;
            return { defId: id, ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}` };
          }
          const uriPrefix = `#`;
          const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
          if (entry[1] === root && !entry[1].schema.id) {
            return { ref: uriPrefix };
          }
          const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
          return { defId, ref: defUriPrefix + encodeJSONPointerSegment(defId) };
        };
        const extractToDef = (entry) => {
          if (entry[1].schema.$ref) {
            return;
          }
          const seen = entry[1];
          const { ref, defId } = makeURI(entry);
          seen.def = { ...seen.schema };
          if (defId)
            seen.defId = defId;
          const schema2 = seen.schema;
          for (const key in schema2) {
            delete schema2[key];
          }
          schema2.$ref = ref;
        };
        if (ctx.cycles === "throw") {
          for (const entry of ctx.seen.entries()) {
            const seen = entry[1];
            if (seen.cycle) {
              throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
            }
          }
        }
        for (const entry of ctx.seen.entries()) {
          const seen = entry[1];
          if (schema === entry[0]) {
            extractToDef(entry);
            continue;
          }
          if (ctx.external) {
            const ext = ctx.external.registry.get(entry[0])?.id;
            if (schema !== entry[0] && ext) {
              extractToDef(entry);
              continue;
            }
          }
          const id = ctx.metadataRegistry.get(entry[0])?.id;
          if (id) {
            extractToDef(entry);
            continue;
          }
          if (seen.cycle) {
            extractToDef(entry);
            continue;
          }
          if (seen.count > 1) {
            if (ctx.reused === "ref") {
              extractToDef(entry);
            }
          }
        }
        if (ctx.external)
          ctx.sharedDefsExtractedFor = ctx.external;
      }
      function compactTypeUnion(schema) {
        const options = schema.anyOf;
        if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0)
          return;
        const types = [];
        for (const option of options) {
          if (!option || typeof option !== "object")
            return;
          compactTypeUnion(option);
          const keys = Object.keys(option);
          if (keys.length !== 1 || keys[0] !== "type")
            return;
          const type = option.type;
          for (const member of Array.isArray(type) ? type : [type]) {
            if (typeof member !== "string")
              return;
            if (!types.includes(member))
              types.push(member);
          }
        }
        delete schema.anyOf;
        schema.type = types.length === 1 ? types[0] : types;
      }
      const FOLDABLE_KEYS = /* @__PURE__ */ new Set(["type", "properties", "required", "additionalProperties"]);
      const UNION_KEYS = ["oneOf", "anyOf"];
      function undeclaredConstraint(member) {
        const extra = member.additionalProperties;
        if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null)
          return null;
        return Object.keys(extra).length ? extra : null;
      }
      function foldObjects(members2) {
        const objects = [];
        for (const member of members2) {
          if (typeof member !== "object" || member.type !== "object")
            return null;
          for (const key in member) {
            if (!FOLDABLE_KEYS.has(key))
              return null;
          }
          objects.push(member);
        }
        const properties = {};
        const required2 = /* @__PURE__ */ new Set();
        for (const object2 of objects) {
          for (const key in object2.properties) {
            if (Object.prototype.hasOwnProperty.call(properties, key))
              continue;
            const parts = [];
            for (const other of objects) {
              const part = other.properties?.[key] ?? undeclaredConstraint(other);
              if (part === null || part === void 0)
                continue;
              if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part)))
                parts.push(part);
            }
            const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
            util_assignProp(properties, key, merged);
          }
          for (const key of object2.required ?? [])
            required2.add(key);
        }
        const folded = { type: "object", properties };
        if (required2.size)
          folded.required = [...required2];
        if (objects.every((object2) => object2.additionalProperties === false)) {
          folded.additionalProperties = false;
        } else {
          const constraints = [];
          for (const object2 of objects) {
            const constraint = undeclaredConstraint(object2);
            if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint)))
              constraints.push(constraint);
          }
          if (constraints.length === 1)
            folded.additionalProperties = constraints[0];
          else if (constraints.length > 1)
            folded.additionalProperties = { allOf: constraints };
        }
        return folded;
      }
      function foldIntersection(json2) {
        const allOf = json2.allOf;
        if (!Array.isArray(allOf) || allOf.length < 2)
          return;
        for (const key of FOLDABLE_KEYS)
          if (key in json2)
            return;
        const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
        let folded = null;
        if (!unions.length) {
          folded = foldObjects(allOf);
        } else {
          const union2 = unions[0];
          const keyword = UNION_KEYS.find((k) => Array.isArray(union2[k]));
          if (Object.keys(union2).length !== 1)
            return;
          const rest = allOf.filter((m) => m !== union2);
          const branches = union2[keyword].map((branch) => foldObjects([...rest, branch]));
          if (branches.some((b) => !b))
            return;
          folded = { [keyword]: branches };
        }
        if (!folded)
          return;
        delete json2.allOf;
        assignProps(json2, folded);
      }
      function to_json_schema_finalize(ctx, schema) {
        const root = ctx.seen.get(schema);
        if (!root)
          throw new Error("Unprocessed schema. This is a bug in Zod.");
        const flattenRef = (zodSchema) => {
          const seen = ctx.seen.get(zodSchema);
          if (seen.ref === null)
            return;
          const schema2 = seen.def ?? seen.schema;
          const _cached = { ...schema2 };
          const ref = seen.ref;
          seen.ref = null;
          if (ref) {
            flattenRef(ref);
            const refSeen = ctx.seen.get(ref);
            const refSchema = refSeen.schema;
            if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
              schema2.allOf = schema2.allOf ?? [];
              schema2.allOf.push(refSchema);
            } else {
              assignProps(schema2, refSchema);
            }
            assignProps(schema2, _cached);
            const isParentRef = zodSchema._zod.parent === ref;
            if (isParentRef) {
              for (const key in schema2) {
                if (key === "$ref" || key === "allOf")
                  continue;
                if (!(key in _cached)) {
                  delete schema2[key];
                }
              }
            }
            if (refSchema.$ref && refSeen.def) {
              for (const key in schema2) {
                if (key === "$ref" || key === "allOf")
                  continue;
                if (key in refSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(refSeen.def[key])) {
                  delete schema2[key];
                }
              }
            }
          }
          const parent = zodSchema._zod.parent;
          if (parent && parent !== ref) {
            flattenRef(parent);
            const parentSeen = ctx.seen.get(parent);
            if (parentSeen?.schema.$ref) {
              schema2.$ref = parentSeen.schema.$ref;
              if (parentSeen.def) {
                for (const key in schema2) {
                  if (key === "$ref" || key === "allOf")
                    continue;
                  if (key in parentSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(parentSeen.def[key])) {
                    delete schema2[key];
                  }
                }
              }
            }
          }
          ctx.override({
            zodSchema,
            jsonSchema: schema2,
            path: seen.path ?? []
          });
        };
        if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
          for (const entry of [...ctx.seen.entries()].reverse()) {
            flattenRef(entry[0]);
          }
          if (ctx.target !== "openapi-3.0") {
            for (const entry of ctx.seen.entries()) {
              compactTypeUnion(entry[1].def ?? entry[1].schema);
            }
          }
          for (const rewrite of ctx.deferred)
            rewrite();
          if (ctx.intersections.length) {
            const carriers = /* @__PURE__ */ new Map();
            for (const seen of ctx.seen.values()) {
              for (const json2 of [seen.schema, seen.def]) {
                const allOf = json2?.allOf;
                if (!Array.isArray(allOf))
                  continue;
                const existing = carriers.get(allOf);
                if (existing)
                  existing.push(json2);
                else
                  carriers.set(allOf, [json2]);
              }
            }
            for (const allOf of ctx.intersections) {
              for (const json2 of carriers.get(allOf) ?? [])
                foldIntersection(json2);
            }
          }
        }
        const result = {};
        if (ctx.target === "draft-2020-12") {
          result.$schema = "https://json-schema.org/draft/2020-12/schema";
        } else if (ctx.target === "draft-07") {
          result.$schema = "http://json-schema.org/draft-07/schema#";
        } else if (ctx.target === "draft-04") {
          result.$schema = "http://json-schema.org/draft-04/schema#";
        } else if (ctx.target === "openapi-3.0") {
        } else {
        }
        if (ctx.external?.uri) {
          const id = ctx.external.registry.get(schema)?.id;
          if (!id)
            throw new Error("Schema is missing an `id` property");
          result.$id = ctx.external.uri(id);
        }
        assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
        const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
        if (rootMetaId !== void 0 && result.id === rootMetaId)
          delete result.id;
        const defs = ctx.external?.defs ?? {};
        if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
          for (const entry of ctx.seen.entries()) {
            const seen = entry[1];
            if (seen.def && seen.defId) {
              if (seen.def.id === seen.defId)
                delete seen.def.id;
              util_assignProp(defs, seen.defId, seen.def);
            }
          }
        }
        if (ctx.external)
          ctx.sharedEmitDoneFor = ctx.external;
        if (ctx.external) {
        } else {
          if (Object.keys(defs).length > 0) {
            if (ctx.target === "draft-2020-12") {
              result.$defs = defs;
            } else {
              result.definitions = defs;
            }
          }
        }
        try {
          const finalized = JSON.parse(JSON.stringify(result));
          Object.defineProperty(finalized, "~standard", {
            value: {
              ...schema["~standard"],
              jsonSchema: {
                input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
                output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
              }
            },
            enumerable: false,
            writable: false
          });
          return finalized;
        } catch (_err) {
          throw new Error("Error converting schema to JSON.");
        }
      }
      function isTransforming(_schema, _ctx) {
        const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
        if (ctx.seen.has(_schema))
          return false;
        ctx.seen.add(_schema);
        const def = _schema._zod.def;
        if (def.type === "transform")
          return true;
        if (def.type === "array")
          return isTransforming(def.element, ctx);
        if (def.type === "set")
          return isTransforming(def.valueType, ctx);
        if (def.type === "lazy")
          return isTransforming(def.getter(), ctx);
        if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") {
          return isTransforming(def.innerType, ctx);
        }
        if (def.type === "intersection") {
          return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
        }
        if (def.type === "record" || def.type === "map") {
          return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
        }
        if (def.type === "pipe") {
          if (_schema._zod.traits.has("$ZodCodec"))
            return true;
          return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
        }
        if (def.type === "object") {
          for (const key in def.shape) {
            if (isTransforming(def.shape[key], ctx))
              return true;
          }
          return false;
        }
        if (def.type === "union") {
          for (const option of def.options) {
            if (isTransforming(option, ctx))
              return true;
          }
          return false;
        }
        if (def.type === "tuple") {
          for (const item of def.items) {
            if (isTransforming(item, ctx))
              return true;
          }
          if (def.rest && isTransforming(def.rest, ctx))
            return true;
          return false;
        }
        return false;
      }
      const createToJSONSchemaMethod = (schema, processors2 = {}) => (params) => {
        const ctx = to_json_schema_initializeContext({ ...params, processors: processors2 });
        to_json_schema_processSchema(schema, ctx);
        to_json_schema_extractDefs(ctx, schema);
        return to_json_schema_finalize(ctx, schema);
      };
      const createStandardJSONSchemaMethod = (schema, io, processors2 = {}) => (params) => {
        const { libraryOptions, target } = params ?? {};
        const ctx = to_json_schema_initializeContext({ ...libraryOptions ?? {}, target, io, processors: processors2 });
        to_json_schema_processSchema(schema, ctx);
        to_json_schema_extractDefs(ctx, schema);
        return to_json_schema_finalize(ctx, schema);
      };
      ;
      const narrowMin = (agg, key, value) => {
        if (agg[key] === void 0 || value > agg[key])
          agg[key] = value;
      };
      const narrowMax = (agg, key, value) => {
        if (agg[key] === void 0 || value < agg[key])
          agg[key] = value;
      };
      const narrowBoth = (agg, value) => {
        narrowMin(agg, "minimum", value);
        narrowMax(agg, "maximum", value);
      };
      const addDivisor = (agg, value) => {
        agg.multipleOf ?? (agg.multipleOf = []);
        if (!agg.multipleOf.includes(value))
          agg.multipleOf.push(value);
      };
      const addPattern = (agg, pattern) => {
        agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
        agg.patterns.add(pattern);
      };
      const intersectMime = (agg, mime) => {
        agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
      };
      const setFormat = (agg, format) => {
        agg.format = format;
        if (format.includes("int"))
          agg.isInt = true;
      };
      const minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
      const maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
      const formatContributor = (ranges) => (agg, def) => {
        setFormat(agg, def.format);
        const [minimum, maximum] = ranges[def.format];
        narrowMin(agg, "minimum", minimum);
        narrowMax(agg, "maximum", maximum);
      };
      const contributors = {
        greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
        less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
        multiple_of: (agg, def) => addDivisor(agg, def.value),
        number_format: formatContributor(NUMBER_FORMAT_RANGES),
        bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
        min_length: minContributor,
        max_length: maxContributor,
        length_equals: (agg, def) => narrowBoth(agg, def.length),
        min_size: minContributor,
        max_size: maxContributor,
        size_equals: (agg, def) => narrowBoth(agg, def.size),
        string_format: (agg, def) => {
          setFormat(agg, def.format);
          if (def.pattern)
            addPattern(agg, def.pattern);
          if (def.format === "base64" || def.format === "base64url")
            agg.contentEncoding = def.format;
          if (def.local || def.precision === -1)
            agg.laxFormat = true;
        },
        mime_type: (agg, def) => intersectMime(agg, def.mime)
      };
      function aggregateChecks(schema) {
        const agg = {};
        const def = schema._zod.def;
        const list = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
        for (const ch of list)
          contributors[ch._zod.def.check]?.(agg, ch._zod.def);
        const bag = schema._zod.bag;
        if (bag.minimum !== void 0)
          narrowMin(agg, "minimum", bag.minimum);
        if (bag.exclusiveMinimum !== void 0)
          narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
        if (bag.maximum !== void 0)
          narrowMax(agg, "maximum", bag.maximum);
        if (bag.exclusiveMaximum !== void 0)
          narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
        if (bag.multipleOf !== void 0)
          addDivisor(agg, bag.multipleOf);
        if (bag.format !== void 0) {
          agg.format ?? (agg.format = bag.format);
          if (bag.format.includes("int"))
            agg.isInt = true;
        }
        if (bag.mime)
          intersectMime(agg, bag.mime);
        for (const pattern of bag.patterns ?? [])
          addPattern(agg, pattern);
        return agg;
      }
      const formatMap = {
        guid: "uuid",
        url: "uri",
        datetime: "date-time",
        json_string: "json-string",
        regex: ""
        // do not set
      };
      const exactPatterns = /* @__PURE__ */ new Map([
        [base64Charset, base64],
        [base64urlCharset, base64url]
      ]);
      const exactPattern = (p) => exactPatterns.get(p) ?? p;
      const stringProcessor = (schema, ctx, _json, _params) => {
        const json2 = _json;
        json2.type = "string";
        const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
        if (typeof minimum === "number")
          json2.minLength = minimum;
        if (typeof maximum === "number")
          json2.maxLength = maximum;
        if (format) {
          json2.format = formatMap[format] ?? format;
          if (json2.format === "")
            delete json2.format;
          if (format === "time" || laxFormat) {
            delete json2.format;
          }
        }
        if (contentEncoding)
          json2.contentEncoding = contentEncoding;
        if (patterns && patterns.size > 0) {
          const patternList = [...patterns].map(exactPattern);
          if (patternList.length === 1)
            json2.pattern = patternList[0].source;
          else if (patternList.length > 1) {
            json2.allOf = [
              ...patternList.map((regex) => ({
                ...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
                pattern: regex.source
              }))
            ];
          }
        }
      };
      const numberProcessor = (schema, ctx, _json, params) => {
        const json2 = _json;
        const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
        json2.type = isInt ? "integer" : "number";
        const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
        const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
        const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
        if (exMin) {
          if (legacy) {
            json2.minimum = exclusiveMinimum;
            json2.exclusiveMinimum = true;
          } else {
            json2.exclusiveMinimum = exclusiveMinimum;
          }
        } else if (typeof minimum === "number") {
          json2.minimum = minimum;
        }
        if (exMax) {
          if (legacy) {
            json2.maximum = exclusiveMaximum;
            json2.exclusiveMaximum = true;
          } else {
            json2.exclusiveMaximum = exclusiveMaximum;
          }
        } else if (typeof maximum === "number") {
          json2.maximum = maximum;
        }
        if (multipleOf) {
          const divisors = /* @__PURE__ */ new Set();
          for (const divisor of multipleOf) {
            if (Number.isFinite(divisor) && divisor !== 0)
              divisors.add(Math.abs(divisor));
            else
              handleUnrepresentable(schema, ctx, json2, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
          }
          const [first, ...rest] = divisors;
          if (first !== void 0)
            json2.multipleOf = first;
          if (rest.length)
            json2.allOf = [...json2.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
        }
      };
      const booleanProcessor = (_schema, _ctx, json2, _params) => {
        json2.type = "boolean";
      };
      const bigintProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "BigInt cannot be represented in JSON Schema");
      };
      const symbolProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Symbols cannot be represented in JSON Schema");
      };
      const nullProcessor = (_schema, ctx, json2, _params) => {
        if (ctx.target === "openapi-3.0") {
          json2.type = "string";
          json2.nullable = true;
          json2.enum = [null];
        } else {
          json2.type = "null";
        }
      };
      const undefinedProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Undefined cannot be represented in JSON Schema");
      };
      const voidProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Void cannot be represented in JSON Schema");
      };
      const neverProcessor = (_schema, _ctx, json2, _params) => {
        json2.not = {};
      };
      const anyProcessor = (_schema, _ctx, _json, _params) => {
      };
      const unknownProcessor = (_schema, _ctx, _json, _params) => {
      };
      const dateProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Date cannot be represented in JSON Schema");
      };
      const enumProcessor = (schema, _ctx, json2, _params) => {
        const def = schema._zod.def;
        const values = getEnumValues(def.entries);
        if (values.length === 0) {
          json2.not = {};
          return;
        }
        if (values.every((v) => typeof v === "number"))
          json2.type = "number";
        if (values.every((v) => typeof v === "string"))
          json2.type = "string";
        json2.enum = values;
      };
      const literalProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        if (def.values.length === 0) {
          json2.not = {};
          return;
        }
        const vals = [];
        for (const val of def.values) {
          if (val === void 0) {
            if (handleUnrepresentable(schema, ctx, json2, params, "Literal `undefined` cannot be represented in JSON Schema"))
              return;
          } else if (typeof val === "bigint") {
            if (handleUnrepresentable(schema, ctx, json2, params, "BigInt literals cannot be represented in JSON Schema"))
              return;
            vals.push(Number(val));
          } else {
            vals.push(val);
          }
        }
        if (vals.length === 0) {
        } else if (vals.length === 1) {
          const val = vals[0];
          json2.type = val === null ? "null" : typeof val;
          if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") {
            json2.enum = [val];
          } else {
            json2.const = val;
          }
        } else {
          if (vals.every((v) => typeof v === "number"))
            json2.type = "number";
          if (vals.every((v) => typeof v === "string"))
            json2.type = "string";
          if (vals.every((v) => typeof v === "boolean"))
            json2.type = "boolean";
          if (vals.every((v) => v === null))
            json2.type = "null";
          json2.enum = vals;
        }
      };
      const nanProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "NaN cannot be represented in JSON Schema");
      };
      const templateLiteralProcessor = (schema, _ctx, json2, _params) => {
        const _json = json2;
        const pattern = schema._zod.pattern;
        if (!pattern)
          throw new Error("Pattern not found in template literal");
        _json.type = "string";
        _json.pattern = pattern.source;
      };
      const fileProcessor = (schema, _ctx, json2, _params) => {
        const _json = json2;
        _json.type = "string";
        _json.format = "binary";
        _json.contentEncoding = "binary";
        const { minimum, maximum, mime } = aggregateChecks(schema);
        if (minimum !== void 0)
          _json.minLength = minimum;
        if (maximum !== void 0)
          _json.maxLength = maximum;
        if (!mime)
          return;
        if (mime.length === 0)
          _json.not = {};
        else if (mime.length === 1)
          _json.contentMediaType = mime[0];
        else
          _json.anyOf = mime.map((m) => ({ contentMediaType: m }));
      };
      const successProcessor = (_schema, _ctx, json2, _params) => {
        json2.type = "boolean";
      };
      const customProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Custom types cannot be represented in JSON Schema");
      };
      const functionProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Function types cannot be represented in JSON Schema");
      };
      const transformProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Transforms cannot be represented in JSON Schema");
      };
      const mapProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Map cannot be represented in JSON Schema");
      };
      const setProcessor = (schema, ctx, json2, params) => {
        handleUnrepresentable(schema, ctx, json2, params, "Set cannot be represented in JSON Schema");
      };
      const arrayProcessor = (schema, ctx, _json, params) => {
        const json2 = _json;
        const def = schema._zod.def;
        const { minimum, maximum } = aggregateChecks(schema);
        if (typeof minimum === "number")
          json2.minItems = minimum;
        if (typeof maximum === "number")
          json2.maxItems = maximum;
        json2.type = "array";
        json2.items = to_json_schema_processSchema(def.element, ctx, {
          ...params,
          path: [...params.path, "items"]
        });
      };
      function inputOptin(schema) {
        const def = schema._zod.def;
        if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) {
          return inputOptin(def.out);
        }
        if (def.type === "catch") {
          return inputOptin(def.innerType);
        }
        return schema._zod.optin;
      }
      const objectProcessor = (schema, ctx, _json, params) => {
        const json2 = _json;
        const def = schema._zod.def;
        const shape = def.shape;
        const symbolKeys = Object.getOwnPropertySymbols(shape);
        if (symbolKeys.length && handleUnrepresentable(schema, ctx, json2, params, "Symbol keys cannot be represented in JSON Schema")) {
          return;
        }
        json2.type = "object";
        json2.properties = {};
        for (const key in shape) {
          util_assignProp(json2.properties, key, to_json_schema_processSchema(shape[key], ctx, {
            ...params,
            path: [...params.path, "properties", key]
          }));
        }
        const requiredKeys = [];
        for (const key of Object.keys(shape)) {
          const field = def.shape[key];
          if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) {
            requiredKeys.push(key);
          }
        }
        if (requiredKeys.length > 0) {
          json2.required = requiredKeys;
        }
        if (def.catchall?._zod.def.type === "never") {
          json2.additionalProperties = false;
        } else if (!def.catchall) {
          if (ctx.io === "output")
            json2.additionalProperties = false;
        } else if (def.catchall) {
          json2.additionalProperties = to_json_schema_processSchema(def.catchall, ctx, {
            ...params,
            path: [...params.path, "additionalProperties"]
          });
        }
      };
      const unionProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        const isExclusive = def.inclusive === false;
        const options = def.options.map((x, i) => to_json_schema_processSchema(x, ctx, {
          ...params,
          path: [...params.path, isExclusive ? "oneOf" : "anyOf", i]
        }));
        if (isExclusive) {
          json2.oneOf = options;
        } else {
          json2.anyOf = options;
        }
      };
      const intersectionProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        const a = to_json_schema_processSchema(def.left, ctx, {
          ...params,
          path: [...params.path, "allOf", 0]
        });
        const b = to_json_schema_processSchema(def.right, ctx, {
          ...params,
          path: [...params.path, "allOf", 1]
        });
        const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
        const allOf = [
          ...isSimpleIntersection(a) ? a.allOf : [a],
          ...isSimpleIntersection(b) ? b.allOf : [b]
        ];
        json2.allOf = allOf;
        ctx.intersections.push(allOf);
      };
      const tupleProcessor = (schema, ctx, _json, params) => {
        const json2 = _json;
        const def = schema._zod.def;
        json2.type = "array";
        const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
        const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
        const prefixItems = def.items.map((x, i) => to_json_schema_processSchema(x, ctx, {
          ...params,
          path: [...params.path, prefixPath, i]
        }));
        const rest = def.rest ? to_json_schema_processSchema(def.rest, ctx, {
          ...params,
          path: [...params.path, restPath, ...ctx.target === "openapi-3.0" ? [def.items.length] : []]
        }) : null;
        let minItems = def.items.length;
        while (minItems > 0) {
          const item = def.items[minItems - 1];
          const optional2 = ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional";
          if (!optional2)
            break;
          minItems--;
        }
        const maxItems = def.items.length;
        const isClosed = !def.rest;
        if (ctx.target === "draft-2020-12") {
          json2.prefixItems = prefixItems;
          if (isClosed) {
            json2.items = false;
          } else if (rest) {
            json2.items = rest;
          }
          if (minItems > 0)
            json2.minItems = minItems;
          if (isClosed)
            json2.maxItems = maxItems;
        } else if (ctx.target === "openapi-3.0") {
          json2.items = {
            anyOf: prefixItems
          };
          if (rest) {
            json2.items.anyOf.push(rest);
          }
          if (minItems > 0)
            json2.minItems = minItems;
          if (isClosed)
            json2.maxItems = maxItems;
        } else {
          json2.items = prefixItems;
          if (isClosed) {
            json2.additionalItems = false;
          } else if (rest) {
            json2.additionalItems = rest;
          }
          if (minItems > 0)
            json2.minItems = minItems;
          if (isClosed)
            json2.maxItems = maxItems;
        }
        const { minimum, maximum } = aggregateChecks(schema);
        if (typeof minimum === "number")
          json2.minItems = minimum;
        if (typeof maximum === "number")
          json2.maxItems = maximum;
      };
      function stringifyKeyNames(bySchema, json2, visited) {
        if (json2.$ref) {
          if (visited.has(json2))
            return json2;
          visited.add(json2);
          const def = bySchema.get(json2)?.def;
          if (!def)
            return json2;
          const inlined = stringifyKeyNames(bySchema, def, visited);
          return inlined === def ? json2 : inlined;
        }
        for (const keyword of ["anyOf", "oneOf"]) {
          const branches = json2[keyword];
          if (!Array.isArray(branches))
            continue;
          const mapped = branches.map((branch) => stringifyKeyNames(bySchema, branch, visited));
          if (mapped.some((branch, i) => branch !== branches[i]))
            json2 = { ...json2, [keyword]: mapped };
        }
        const types = Array.isArray(json2.type) ? json2.type : [json2.type];
        const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
        const values = json2.enum ?? (json2.const !== void 0 ? [json2.const] : void 0);
        if (!numericType && !values?.some((v) => typeof v === "number"))
          return json2;
        const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id, ...rest } = json2;
        if (rest.enum)
          rest.enum = rest.enum.map((v) => typeof v === "number" ? String(v) : v);
        else if (typeof rest.const === "number")
          rest.const = String(rest.const);
        if (!numericType)
          return rest;
        rest.type = "string";
        if (!values)
          rest.pattern = (types.includes("number") ? number : integer).source;
        return rest;
      }
      const pendingRecords = /* @__PURE__ */ new WeakMap();
      function rewriteKeyNames(ctx) {
        const bySchema = /* @__PURE__ */ new Map();
        for (const entry of ctx.seen.values()) {
          if (entry.def && !bySchema.has(entry.schema))
            bySchema.set(entry.schema, entry);
        }
        const rewrites = /* @__PURE__ */ new Map();
        for (const record2 of pendingRecords.get(ctx) ?? []) {
          const seen = ctx.seen.get(record2);
          const names = (seen?.def ?? seen?.schema)?.propertyNames;
          if (!names || names === true || rewrites.has(names))
            continue;
          const rewritten = stringifyKeyNames(bySchema, names, /* @__PURE__ */ new Set());
          if (rewritten !== names)
            rewrites.set(names, rewritten);
        }
        if (!rewrites.size)
          return;
        for (const entry of ctx.seen.values()) {
          for (const carrier of [entry.schema, entry.def]) {
            const rewritten = carrier && rewrites.get(carrier.propertyNames);
            if (rewritten)
              carrier.propertyNames = rewritten;
          }
        }
      }
      const recordProcessor = (schema, ctx, _json, params) => {
        const json2 = _json;
        const def = schema._zod.def;
        json2.type = "object";
        const keyType = def.keyType;
        const patterns = aggregateChecks(keyType).patterns;
        if (def.mode === "loose" && patterns && patterns.size > 0) {
          const valueSchema = to_json_schema_processSchema(def.valueType, ctx, {
            ...params,
            path: [...params.path, "patternProperties", "*"]
          });
          json2.patternProperties = {};
          for (const pattern of patterns) {
            util_assignProp(json2.patternProperties, exactPattern(pattern).source, valueSchema);
          }
        } else {
          if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
            json2.propertyNames = to_json_schema_processSchema(def.keyType, ctx, {
              ...params,
              path: [...params.path, "propertyNames"]
            });
            let pending = pendingRecords.get(ctx);
            if (!pending) {
              pending = [];
              pendingRecords.set(ctx, pending);
              ctx.deferred.push(() => rewriteKeyNames(ctx));
            }
            pending.push(schema);
          }
          json2.additionalProperties = to_json_schema_processSchema(def.valueType, ctx, {
            ...params,
            path: [...params.path, "additionalProperties"]
          });
        }
        const keyValues = keyType._zod.values;
        const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== void 0;
        if (keyValues && !def.partial && !omittableOnInput) {
          const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
          if (validKeyValues.length > 0) {
            json2.required = validKeyValues.map(String);
          }
        }
      };
      const nullableProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        const inner = to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        if (ctx.target === "openapi-3.0") {
          seen.ref = def.innerType;
          json2.nullable = true;
        } else {
          json2.anyOf = [inner, { type: "null" }];
        }
      };
      const nonoptionalProcessor = (schema, ctx, _json, params) => {
        const def = schema._zod.def;
        to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = def.innerType;
      };
      const UNREPRESENTABLE_DEFAULT = /* @__PURE__ */ Symbol();
      function serializeDefaultValue(value, schema, ctx, json2, params) {
        let unrepresentable = false;
        const serialized = JSON.stringify(value, (_, val) => {
          if (typeof val !== "bigint")
            return val;
          unrepresentable = true;
          return null;
        });
        if (!unrepresentable)
          return JSON.parse(serialized);
        handleUnrepresentable(schema, ctx, json2, params, "BigInt defaults cannot be represented in JSON Schema");
        return UNREPRESENTABLE_DEFAULT;
      }
      const defaultProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = def.innerType;
        const value = serializeDefaultValue(def.defaultValue, schema, ctx, json2, params);
        if (value !== UNREPRESENTABLE_DEFAULT)
          json2.default = value;
      };
      const prefaultProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = def.innerType;
        if (ctx.io !== "input")
          return;
        const value = serializeDefaultValue(def.defaultValue, schema, ctx, json2, params);
        if (value !== UNREPRESENTABLE_DEFAULT)
          json2._prefault = value;
      };
      const catchProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = def.innerType;
        let catchValue;
        try {
          catchValue = def.catchValue(void 0);
        } catch {
          handleUnrepresentable(schema, ctx, json2, params, "Dynamic catch values are not supported in JSON Schema");
          return;
        }
        json2.default = catchValue;
      };
      const pipeProcessor = (schema, ctx, _json, params) => {
        const def = schema._zod.def;
        const inIsTransform = def.in._zod.traits.has("$ZodTransform");
        const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
        to_json_schema_processSchema(innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = innerType;
      };
      const readonlyProcessor = (schema, ctx, json2, params) => {
        const def = schema._zod.def;
        to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = def.innerType;
        json2.readOnly = true;
      };
      const promiseProcessor = (schema, ctx, _json, params) => {
        const def = schema._zod.def;
        to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = def.innerType;
      };
      const optionalProcessor = (schema, ctx, _json, params) => {
        const def = schema._zod.def;
        to_json_schema_processSchema(def.innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = def.innerType;
      };
      const lazyProcessor = (schema, ctx, _json, params) => {
        const innerType = schema._zod.innerType;
        to_json_schema_processSchema(innerType, ctx, params);
        const seen = ctx.seen.get(schema);
        seen.ref = innerType;
      };
      const allProcessors = {
        string: stringProcessor,
        number: numberProcessor,
        boolean: booleanProcessor,
        bigint: bigintProcessor,
        symbol: symbolProcessor,
        null: nullProcessor,
        undefined: undefinedProcessor,
        void: voidProcessor,
        never: neverProcessor,
        any: anyProcessor,
        unknown: unknownProcessor,
        date: dateProcessor,
        enum: enumProcessor,
        literal: literalProcessor,
        nan: nanProcessor,
        template_literal: templateLiteralProcessor,
        file: fileProcessor,
        success: successProcessor,
        custom: customProcessor,
        function: functionProcessor,
        transform: transformProcessor,
        map: mapProcessor,
        set: setProcessor,
        array: arrayProcessor,
        object: objectProcessor,
        union: unionProcessor,
        intersection: intersectionProcessor,
        tuple: tupleProcessor,
        record: recordProcessor,
        nullable: nullableProcessor,
        nonoptional: nonoptionalProcessor,
        default: defaultProcessor,
        prefault: prefaultProcessor,
        catch: catchProcessor,
        pipe: pipeProcessor,
        readonly: readonlyProcessor,
        promise: promiseProcessor,
        optional: optionalProcessor,
        lazy: lazyProcessor
      };
      function toJSONSchema(input, params) {
        if ("_idmap" in input) {
          const registry2 = input;
          const ctx2 = initializeContext({ ...params, processors: allProcessors });
          const defs = {};
          for (const entry of registry2._idmap.entries()) {
            const [_, schema] = entry;
            processSchema(schema, ctx2);
          }
          const schemas2 = {};
          const external = {
            registry: registry2,
            uri: params?.uri,
            defs
          };
          ctx2.external = external;
          for (const entry of registry2._idmap.entries()) {
            const [key, schema] = entry;
            extractDefs(ctx2, schema);
            assignProp(schemas2, key, finalize(ctx2, schema));
          }
          if (Object.keys(defs).length > 0) {
            const defsSegment = ctx2.target === "draft-2020-12" ? "$defs" : "definitions";
            schemas2.__shared = {
              [defsSegment]: defs
            };
          }
          return { schemas: schemas2 };
        }
        const ctx = initializeContext({ ...params, processors: allProcessors });
        processSchema(input, ctx);
        extractDefs(ctx, input);
        return finalize(ctx, input);
      }
      ;
      const error = () => {
        const Sizable = {
          string: { unit: "characters", verb: "to have" },
          file: { unit: "bytes", verb: "to have" },
          array: { unit: "items", verb: "to have" },
          set: { unit: "items", verb: "to have" },
          map: { unit: "entries", verb: "to have" }
        };
        function getSizing(origin) {
          return Sizable[origin] ?? null;
        }
        const FormatDictionary = {
          regex: "input",
          email: "email address",
          url: "URL",
          emoji: "emoji",
          uuid: "UUID",
          uuidv4: "UUIDv4",
          uuidv6: "UUIDv6",
          nanoid: "nanoid",
          guid: "GUID",
          cuid: "cuid",
          cuid2: "cuid2",
          ulid: "ULID",
          xid: "XID",
          ksuid: "KSUID",
          datetime: "ISO datetime",
          date: "ISO date",
          time: "ISO time",
          duration: "ISO duration",
          ipv4: "IPv4 address",
          ipv6: "IPv6 address",
          mac: "MAC address",
          cidrv4: "IPv4 range",
          cidrv6: "IPv6 range",
          base64: "base64-encoded string",
          base64url: "base64url-encoded string",
          json_string: "JSON string",
          e164: "E.164 number",
          currency_code: "currency code",
          credit_card: "credit card number",
          iban: "IBAN",
          jwt: "JWT",
          template_literal: "input"
        };
        const TypeDictionary = {
          // Compatibility: "nan" -> "NaN" for display
          nan: "NaN"
          // All other type names omitted - they fall back to raw values via ?? operator
        };
        function getTypeName(type, input) {
          if (type === "number" && typeof input === "number" && !Number.isFinite(input)) {
            return String(input);
          }
          return TypeDictionary[type] ?? type;
        }
        return (issue) => {
          switch (issue.code) {
            case "invalid_type": {
              const expected = getTypeName(issue.expected);
              const receivedType = parsedType(issue.input);
              const received = getTypeName(receivedType, issue.input);
              return `Invalid input: expected ${expected}, received ${received}`;
            }
            case "invalid_value":
              if (issue.values.length === 1)
                return `Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;
              return `Invalid option: expected one of ${joinValues(issue.values, "|")}`;
            case "too_big": {
              const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
              const sizing = getSizing(issue.origin);
              if (sizing)
                return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
              return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
            }
            case "too_small": {
              const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
              const sizing = getSizing(issue.origin);
              if (sizing) {
                return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
              }
              return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
            }
            case "invalid_format": {
              const _issue = issue;
              if (_issue.format === "starts_with") {
                return `Invalid string: must start with "${_issue.prefix}"`;
              }
              if (_issue.format === "ends_with")
                return `Invalid string: must end with "${_issue.suffix}"`;
              if (_issue.format === "includes")
                return `Invalid string: must include "${_issue.includes}"`;
              if (_issue.format === "regex")
                return `Invalid string: must match pattern ${_issue.pattern}`;
              return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
            }
            case "not_multiple_of":
              return `Invalid number: must be a multiple of ${issue.divisor}`;
            case "unrecognized_keys":
              return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${joinValues(issue.keys, ", ")}`;
            case "invalid_key":
              return `Invalid key in ${issue.origin}`;
            case "invalid_union":
              if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) {
                const opts = issue.options.map((o) => `'${o}'`).join(" | ");
                return `Invalid discriminator value. Expected ${opts}`;
              }
              if (issue.inclusive === false) {
                return "Invalid input: more than one option matched";
              }
              return "Invalid input";
            case "invalid_element":
              return `Invalid value in ${issue.origin}`;
            default:
              return `Invalid input`;
          }
        };
      };
      function en() {
        return {
          localeError: error()
        };
      }
      ;
      function _getMessage() {
        const internals = this._zod;
        internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
        return internals.message;
      }
      function _setMessage(value) {
        this._zod.message = value;
      }
      const _messageDesc = {
        get: _getMessage,
        set: _setMessage,
        enumerable: true,
        configurable: true
      };
      const _issuesDesc = { value: void 0, enumerable: false };
      const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
      const initializer = (inst, def) => {
        inst.name = "$ZodError";
        _issuesDesc.value = def;
        Object.defineProperty(inst, "issues", _issuesDesc);
        _issuesDesc.value = void 0;
        Object.defineProperty(inst, "message", _messageDesc);
        const proto = Object.getPrototypeOf(inst);
        if (!_installedToString.has(proto)) {
          _installedToString.add(proto);
          Object.defineProperty(proto, "toString", {
            configurable: true,
            enumerable: false,
            get() {
              const value = () => this.message;
              Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
              return value;
            },
            set(value) {
              Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
            }
          });
        }
      };
      const $ZodError = $constructor("$ZodError", initializer);
      const $ZodRealError = $constructor("$ZodError", initializer, void 0, {
        Parent: Error
      });
      function node(obj, key, make) {
        if (!Object.prototype.hasOwnProperty.call(obj, key)) {
          if (key === "__proto__") {
            Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
          } else {
            obj[key] = make();
          }
        }
        return obj[key];
      }
      function flattenError(error2, mapper = (issue) => issue.message) {
        const fieldErrors = {};
        const formErrors = [];
        for (const sub of error2.issues) {
          if (sub.path.length > 0) {
            node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
          } else {
            formErrors.push(mapper(sub));
          }
        }
        return { formErrors, fieldErrors };
      }
      function formatError(error2, mapper = (issue) => issue.message) {
        const fieldErrors = { _errors: [] };
        const processError = (error3, path = []) => {
          for (const issue of error3.issues) {
            if (issue.code === "invalid_union" && issue.errors.length) {
              issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
            } else if (issue.code === "invalid_key") {
              processError({ issues: issue.issues }, [...path, ...issue.path]);
            } else if (issue.code === "invalid_element") {
              processError({ issues: issue.issues }, [...path, ...issue.path]);
            } else {
              const fullpath = [...path, ...issue.path];
              if (fullpath.length === 0) {
                fieldErrors._errors.push(mapper(issue));
              } else {
                let curr = fieldErrors;
                let i = 0;
                while (i < fullpath.length) {
                  const el = fullpath[i];
                  const terminal = i === fullpath.length - 1;
                  if (el === "_errors") {
                    if (terminal)
                      curr._errors.push(mapper(issue));
                    i++;
                    continue;
                  }
                  if (!Object.prototype.hasOwnProperty.call(curr, el)) {
                    Object.defineProperty(curr, el, {
                      value: { _errors: [] },
                      enumerable: true,
                      writable: true,
                      configurable: true
                    });
                  }
                  const node2 = curr[el];
                  if (terminal) {
                    node2._errors.push(mapper(issue));
                  }
                  curr = node2;
                  i++;
                }
              }
            }
          }
        };
        processError(error2);
        return fieldErrors;
      }
      function treeifyError(error2, mapper = (issue) => issue.message) {
        const result = { errors: [] };
        const processError = (error3, path = []) => {
          var _a2;
          for (const issue of error3.issues) {
            if (issue.code === "invalid_union" && issue.errors.length) {
              issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
            } else if (issue.code === "invalid_key") {
              processError({ issues: issue.issues }, [...path, ...issue.path]);
            } else if (issue.code === "invalid_element") {
              processError({ issues: issue.issues }, [...path, ...issue.path]);
            } else {
              const fullpath = [...path, ...issue.path];
              if (fullpath.length === 0) {
                result.errors.push(mapper(issue));
                continue;
              }
              let curr = result;
              let i = 0;
              while (i < fullpath.length) {
                const el = fullpath[i];
                const terminal = i === fullpath.length - 1;
                if (typeof el === "string") {
                  curr.properties ?? (curr.properties = {});
                  if (!Object.prototype.hasOwnProperty.call(curr.properties, el)) {
                    Object.defineProperty(curr.properties, el, {
                      value: { errors: [] },
                      enumerable: true,
                      writable: true,
                      configurable: true
                    });
                  }
                  curr = curr.properties[el];
                } else {
                  curr.items ?? (curr.items = []);
                  (_a2 = curr.items)[el] ?? (_a2[el] = { errors: [] });
                  curr = curr.items[el];
                }
                if (terminal) {
                  curr.errors.push(mapper(issue));
                }
                i++;
              }
            }
          }
        };
        processError(error2);
        return result;
      }
      function toDotPath(_path) {
        const segs = [];
        const path = _path.map((seg) => typeof seg === "object" ? seg.key : seg);
        for (const seg of path) {
          if (typeof seg === "number")
            segs.push(`[${seg}]`);
          else if (typeof seg === "symbol")
            segs.push(`[${JSON.stringify(String(seg))}]`);
          else if (/[^\w$]/.test(seg))
            segs.push(`[${JSON.stringify(seg)}]`);
          else {
            if (segs.length)
              segs.push(".");
            segs.push(seg);
          }
        }
        return segs.join("");
      }
      function prettifyError(error2) {
        const lines = [];
        const issues = [...error2.issues].sort((a, b) => (a.path ?? []).length - (b.path ?? []).length);
        for (const issue of issues) {
          lines.push(`✖ ${issue.message}`);
          if (issue.path?.length)
            lines.push(`  → at ${toDotPath(issue.path)}`);
        }
        return lines.join("\n");
      }
      ;
      function finalizeParams(callee, params) {
        return { callee: params?.callee ?? callee, Err: params?.Err };
      }
      const _parse = (_Err) => {
        const fn = (schema, value, _ctx, _params) => {
          const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
          const result = schema._zod.run({ value, issues: [] }, ctx);
          if (result instanceof Promise) {
            throw new $ZodAsyncError();
          }
          if (result.issues.length) {
            const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
            captureStackTrace(e, _params?.callee ?? fn);
            throw e;
          }
          return result.value;
        };
        return fn;
      };
      const parse_parse = /* @__PURE__ */ _parse($ZodRealError);
      const _parseAsync = (_Err) => {
        const fn = async (schema, value, _ctx, params) => {
          const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
          let result = schema._zod.run({ value, issues: [] }, ctx);
          if (result instanceof Promise)
            result = await result;
          if (result.issues.length) {
            const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
            captureStackTrace(e, params?.callee ?? fn);
            throw e;
          }
          return result.value;
        };
        return fn;
      };
      const parse_parseAsync = /* @__PURE__ */ _parseAsync($ZodRealError);
      const _safeParse = (_Err) => (schema, value, _ctx) => {
        const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
        const result = schema._zod.run({ value, issues: [] }, ctx);
        if (result instanceof Promise) {
          throw new $ZodAsyncError();
        }
        return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
      };
      const safeParse = /* @__PURE__ */ _safeParse($ZodRealError);
      function failure(Err, issues, ctx) {
        let error2;
        return {
          success: false,
          get error() {
            if (!error2) {
              error2 = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
              issues = void 0;
              ctx = void 0;
            }
            return error2;
          },
          set error(e) {
            error2 = e;
            issues = void 0;
            ctx = void 0;
          }
        };
      }
      const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
        const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
        let result = schema._zod.run({ value, issues: [] }, ctx);
        if (result instanceof Promise)
          result = await result;
        return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
      };
      const safeParseAsync = /* @__PURE__ */ _safeParseAsync($ZodRealError);
      const COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
      const COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
      const validate = ((schema, value, _ctx) => {
        const validator = schema._zod.bag.validator;
        if (validator !== void 0) {
          if (validator(value) !== COMPILE_INVALID)
            return true;
          if (validator.definite === true && _ctx === void 0)
            return false;
        }
        return validateFallback(schema, value, _ctx);
      });
      function validateFallback(schema, value, _ctx) {
        const ctx = _ctx ? { ..._ctx, async: false, abortEarly: true } : { async: false, abortEarly: true };
        const fallbackRun = schema._zod.bag.fallbackRun;
        let result;
        if (fallbackRun) {
          ctx[COMPILE_FALLBACK] = true;
          result = fallbackRun({ value, issues: [] }, ctx);
        } else {
          result = schema._zod.run({ value, issues: [] }, ctx);
        }
        if (result instanceof Promise) {
          throw new $ZodAsyncError();
        }
        return result.issues.length === 0;
      }
      const parse_validateAsync = async (schema, value, _ctx) => {
        const ctx = _ctx ? { ..._ctx, async: true, abortEarly: true } : { async: true, abortEarly: true };
        let result = schema._zod.run({ value, issues: [] }, ctx);
        if (result instanceof Promise)
          result = await result;
        return result.issues.length === 0;
      };
      const _encode = (_Err) => {
        const parse2 = _parse(_Err);
        const fn = (schema, value, _ctx, _params) => {
          const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
          return parse2(schema, value, ctx, finalizeParams(fn, _params));
        };
        return fn;
      };
      const encode = /* @__PURE__ */ _encode($ZodRealError);
      const _decode = (_Err) => {
        const parse2 = _parse(_Err);
        const fn = (schema, value, _ctx, _params) => {
          return parse2(schema, value, _ctx, finalizeParams(fn, _params));
        };
        return fn;
      };
      const decode = /* @__PURE__ */ _decode($ZodRealError);
      const _encodeAsync = (_Err) => {
        const parseAsync2 = _parseAsync(_Err);
        const fn = async (schema, value, _ctx, _params) => {
          const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
          return await parseAsync2(schema, value, ctx, finalizeParams(fn, _params));
        };
        return fn;
      };
      const encodeAsync = /* @__PURE__ */ _encodeAsync($ZodRealError);
      const _decodeAsync = (_Err) => {
        const parseAsync2 = _parseAsync(_Err);
        const fn = async (schema, value, _ctx, _params) => {
          return await parseAsync2(schema, value, _ctx, finalizeParams(fn, _params));
        };
        return fn;
      };
      const decodeAsync = /* @__PURE__ */ _decodeAsync($ZodRealError);
      const _safeEncode = (_Err) => (schema, value, _ctx) => {
        const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
        return _safeParse(_Err)(schema, value, ctx);
      };
      const safeEncode = /* @__PURE__ */ _safeEncode($ZodRealError);
      const _safeDecode = (_Err) => (schema, value, _ctx) => {
        return _safeParse(_Err)(schema, value, _ctx);
      };
      const safeDecode = /* @__PURE__ */ _safeDecode($ZodRealError);
      const _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
        const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
        return _safeParseAsync(_Err)(schema, value, ctx);
      };
      const safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync($ZodRealError);
      const _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
        return _safeParseAsync(_Err)(schema, value, _ctx);
      };
      const safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync($ZodRealError);
      ;
      const _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
      function _lazyMethod(proto, key, make) {
        Object.defineProperty(proto, key, {
          configurable: true,
          enumerable: false,
          get() {
            const value = make(this);
            Object.defineProperty(this, key, { value, configurable: true, writable: true });
            return value;
          },
          set(value) {
            Object.defineProperty(this, key, { value, configurable: true, writable: true });
          }
        });
      }
      const errors_initializer = (inst, issues) => {
        $ZodError.init(inst, issues);
        inst.name = "ZodError";
        const proto = Object.getPrototypeOf(inst);
        if (_installedErrorProtos.has(proto))
          return;
        _installedErrorProtos.add(proto);
        _lazyMethod(proto, "format", (self2) => (mapper) => formatError(self2, mapper));
        _lazyMethod(proto, "flatten", (self2) => (mapper) => flattenError(self2, mapper));
        _lazyMethod(proto, "addIssue", (self2) => (issue) => {
          self2.issues.push(issue);
          self2.message = JSON.stringify(self2.issues, jsonStringifyReplacer, 2);
        });
        _lazyMethod(proto, "addIssues", (self2) => (issues2) => {
          self2.issues.push(...issues2);
          self2.message = JSON.stringify(self2.issues, jsonStringifyReplacer, 2);
        });
        Object.defineProperty(proto, "isEmpty", {
          configurable: true,
          enumerable: false,
          get() {
            return this.issues.length === 0;
          }
        });
      };
      const ZodError = (
        /* unused pure expression or super */
        null
      );
      const ZodRealError = /* @__PURE__ */ $constructor("ZodError", errors_initializer, void 0, {
        Parent: Error
      });
      ;
      const classic_parse_parse = /* @__PURE__ */ _parse(ZodRealError);
      const classic_parse_parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
      const parse_safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
      const parse_safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
      const parse_encode = /* @__PURE__ */ _encode(ZodRealError);
      const parse_decode = /* @__PURE__ */ _decode(ZodRealError);
      const parse_encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
      const parse_decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
      const parse_safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
      const parse_safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
      const parse_safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
      const parse_safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);
      ;
      function _ensureDefaultLocale() {
        if (!globalConfig.localeError)
          config(en());
      }
      function _ensureDefaultMemoizer() {
        if (!globalConfig.memoizer)
          config({ memoizer: memoizer() });
      }
      const ZodType = /* @__PURE__ */ $constructor("ZodType", (inst, def) => {
        _ensureDefaultLocale();
        $ZodType.init(inst, def);
        inst.def = def;
        inst.type = def.type;
        return inst;
      }, {
        check(...chks) {
          const def = this.def;
          return this.clone(mergeDefs(def, {
            checks: [
              ...def.checks ?? [],
              ...chks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
            ]
          }), { parent: true });
        },
        with(...chks) {
          return this.check(...chks);
        },
        clone(def, params) {
          return clone(this, def, params);
        },
        brand() {
          return this;
        },
        register(reg, meta2) {
          reg.add(this, meta2);
          return this;
        },
        refine(check2, params) {
          return this.check(refine(check2, params));
        },
        superRefine(refinement, params) {
          return this.check(superRefine(refinement, params));
        },
        overwrite(fn) {
          return this.check(/* @__PURE__ */ _overwrite(fn));
        },
        optional() {
          return optional(this);
        },
        exactOptional() {
          return exactOptional(this);
        },
        nullable() {
          return nullable(this);
        },
        nullish() {
          return optional(nullable(this));
        },
        nonoptional(params) {
          return nonoptional(this, params);
        },
        array() {
          return array(this);
        },
        or(arg) {
          return union([this, arg]);
        },
        and(arg) {
          return intersection(this, arg);
        },
        transform(tx) {
          return pipe(this, transform(tx));
        },
        default(d) {
          return schemas_default(this, d);
        },
        prefault(d) {
          return prefault(this, d);
        },
        catch(params) {
          return schemas_catch(this, params);
        },
        pipe(target) {
          return pipe(this, target);
        },
        readonly() {
          return readonly(this);
        },
        describe(description) {
          const cl = this.clone();
          globalRegistry.add(cl, { description });
          return cl;
        },
        meta(...args) {
          if (args.length === 0)
            return globalRegistry.get(this);
          const cl = this.clone();
          globalRegistry.add(cl, args[0]);
          return cl;
        },
        isOptional() {
          return this.safeParse(void 0).success;
        },
        isNullable() {
          return this.safeParse(null).success;
        },
        apply(fn, ...args) {
          return args.length === 0 ? fn(this) : fn(this, ...args);
        },
        // Overrides core's `~standard` to add `jsonSchema`. Must stay a prototype entry: redefining it per instance demotes instances to dictionary mode.
        get "~standard"() {
          return hide(this, "~standard", {
            ...standardProps(this),
            jsonSchema: {
              input: createStandardJSONSchemaMethod(this, "input"),
              output: createStandardJSONSchemaMethod(this, "output")
            }
          });
        },
        set "~standard"(value) {
          own(this, "~standard", value);
        },
        parse: function _parse2(data, params) {
          return classic_parse_parse(this, data, params, { callee: _parse2 });
        },
        parseAsync: async function _parseAsync2(data, params) {
          return await classic_parse_parseAsync(this, data, params, { callee: _parseAsync2 });
        },
        safeParse(data, params) {
          return parse_safeParse(this, data, params);
        },
        async safeParseAsync(data, params) {
          return parse_safeParseAsync(this, data, params);
        },
        // `spa` is an alias: same function object as `safeParseAsync`, as before.
        get spa() {
          return this?.safeParseAsync;
        },
        set spa(value) {
          own(this, "spa", value);
        },
        validate(data, params) {
          return validate(this, data, params);
        },
        validateAsync(data, params) {
          return parse_validateAsync(this, data, params);
        },
        encode: function _encode2(data, params) {
          return parse_encode(this, data, params, { callee: _encode2 });
        },
        decode: function _decode2(data, params) {
          return parse_decode(this, data, params, { callee: _decode2 });
        },
        encodeAsync: async function _encodeAsync2(data, params) {
          return await parse_encodeAsync(this, data, params, { callee: _encodeAsync2 });
        },
        decodeAsync: async function _decodeAsync2(data, params) {
          return await parse_decodeAsync(this, data, params, { callee: _decodeAsync2 });
        },
        safeEncode(data, params) {
          return parse_safeEncode(this, data, params);
        },
        safeDecode(data, params) {
          return parse_safeDecode(this, data, params);
        },
        async safeEncodeAsync(data, params) {
          return parse_safeEncodeAsync(this, data, params);
        },
        async safeDecodeAsync(data, params) {
          return parse_safeDecodeAsync(this, data, params);
        },
        toJSONSchema(params) {
          return createToJSONSchemaMethod(this, {})(params);
        },
        // Reads through to the registry on every access, so it must not cache.
        get description() {
          return globalRegistry.get(this)?.description;
        },
        // No setter: `schema._def = x` throws, as it did when `_def` was a non-writable own property.
        get _def() {
          return this._zod.def;
        }
      });
      const _ZodString = /* @__PURE__ */ $constructor(
        "_ZodString",
        (inst, def) => {
          $ZodString.init(inst, def);
          ZodType.init(inst, def);
          inst._zod.processJSONSchema = (ctx, json2, params) => stringProcessor(inst, ctx, json2, params);
        },
        /* @__PURE__ */ derived({
          format: (inst) => aggregateChecks(inst).format ?? null,
          minLength: (inst) => aggregateChecks(inst).minimum ?? null,
          maxLength: (inst) => aggregateChecks(inst).maximum ?? null
        }, {
          regex(...args) {
            return this.check(/* @__PURE__ */ _regex(...args));
          },
          includes(...args) {
            return this.check(/* @__PURE__ */ _includes(...args));
          },
          startsWith(...args) {
            return this.check(/* @__PURE__ */ _startsWith(...args));
          },
          endsWith(...args) {
            return this.check(/* @__PURE__ */ _endsWith(...args));
          },
          min(...args) {
            return this.check(/* @__PURE__ */ _minLength(...args));
          },
          max(...args) {
            return this.check(/* @__PURE__ */ _maxLength(...args));
          },
          length(...args) {
            return this.check(/* @__PURE__ */ _length(...args));
          },
          nonempty(...args) {
            return this.check(/* @__PURE__ */ _minLength(1, ...args));
          },
          lowercase(params) {
            return this.check(/* @__PURE__ */ _lowercase(params));
          },
          uppercase(params) {
            return this.check(/* @__PURE__ */ _uppercase(params));
          },
          trim() {
            return this.check(/* @__PURE__ */ _trim());
          },
          normalize(...args) {
            return this.check(/* @__PURE__ */ _normalize(...args));
          },
          toLowerCase() {
            return this.check(/* @__PURE__ */ _toLowerCase());
          },
          toUpperCase() {
            return this.check(/* @__PURE__ */ _toUpperCase());
          },
          slugify() {
            return this.check(/* @__PURE__ */ _slugify());
          }
        })
      );
      const ZodString = /* @__PURE__ */ $constructor("ZodString", (inst, def) => {
        $ZodString.init(inst, def);
        _ZodString.init(inst, def);
      }, {
        email(params) {
          return this.check(/* @__PURE__ */ _email(ZodEmail, params));
        },
        url(params) {
          return this.check(/* @__PURE__ */ _url(ZodURL, params));
        },
        jwt(params) {
          return this.check(/* @__PURE__ */ _jwt(ZodJWT, params));
        },
        emoji(params) {
          return this.check(/* @__PURE__ */ api_emoji(ZodEmoji, params));
        },
        guid(params) {
          return this.check(/* @__PURE__ */ _guid(ZodGUID, params));
        },
        uuid(params) {
          return this.check(/* @__PURE__ */ _uuid(ZodUUID, params));
        },
        uuidv4(params) {
          return this.check(/* @__PURE__ */ _uuidv4(ZodUUID, params));
        },
        uuidv6(params) {
          return this.check(/* @__PURE__ */ _uuidv6(ZodUUID, params));
        },
        uuidv7(params) {
          return this.check(/* @__PURE__ */ _uuidv7(ZodUUID, params));
        },
        nanoid(params) {
          return this.check(/* @__PURE__ */ _nanoid(ZodNanoID, params));
        },
        cuid(params) {
          return this.check(/* @__PURE__ */ _cuid(ZodCUID, params));
        },
        cuid2(params) {
          return this.check(/* @__PURE__ */ _cuid2(ZodCUID2, params));
        },
        ulid(params) {
          return this.check(/* @__PURE__ */ _ulid(ZodULID, params));
        },
        base64(params) {
          return this.check(/* @__PURE__ */ _base64(ZodBase64, params));
        },
        base64url(params) {
          return this.check(/* @__PURE__ */ _base64url(ZodBase64URL, params));
        },
        xid(params) {
          return this.check(/* @__PURE__ */ _xid(ZodXID, params));
        },
        ksuid(params) {
          return this.check(/* @__PURE__ */ _ksuid(ZodKSUID, params));
        },
        ipv4(params) {
          return this.check(/* @__PURE__ */ _ipv4(ZodIPv4, params));
        },
        ipv6(params) {
          return this.check(/* @__PURE__ */ _ipv6(ZodIPv6, params));
        },
        cidrv4(params) {
          return this.check(/* @__PURE__ */ _cidrv4(ZodCIDRv4, params));
        },
        cidrv6(params) {
          return this.check(/* @__PURE__ */ _cidrv6(ZodCIDRv6, params));
        },
        e164(params) {
          return this.check(/* @__PURE__ */ _e164(ZodE164, params));
        },
        datetime(params) {
          return this.check(/* @__PURE__ */ _isoDateTime(ZodISODateTime, params));
        },
        date(params) {
          return this.check(/* @__PURE__ */ _isoDate(ZodISODate, params));
        },
        time(params) {
          return this.check(/* @__PURE__ */ _isoTime(ZodISOTime, params));
        },
        duration(params) {
          return this.check(/* @__PURE__ */ _isoDuration(ZodISODuration, params));
        }
      });
      function schemas_string(params) {
        return /* @__PURE__ */ _string(ZodString, params);
      }
      const ZodStringFormat = /* @__PURE__ */ $constructor("ZodStringFormat", (inst, def) => {
        $ZodStringFormat.init(inst, def);
        _ZodString.init(inst, def);
      });
      const ZodISODateTime = /* @__PURE__ */ $constructor("ZodISODateTime", (inst, def) => {
        $ZodISODateTime.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      const ZodISODate = /* @__PURE__ */ $constructor("ZodISODate", (inst, def) => {
        $ZodISODate.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      const ZodISOTime = /* @__PURE__ */ $constructor("ZodISOTime", (inst, def) => {
        $ZodISOTime.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      const ZodISODuration = /* @__PURE__ */ $constructor("ZodISODuration", (inst, def) => {
        $ZodISODuration.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      const ZodEmail = /* @__PURE__ */ $constructor("ZodEmail", (inst, def) => {
        $ZodEmail.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_email(params) {
        return core._email(ZodEmail, params);
      }
      const ZodGUID = /* @__PURE__ */ $constructor("ZodGUID", (inst, def) => {
        $ZodGUID.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_guid(params) {
        return core._guid(ZodGUID, params);
      }
      const ZodUUID = /* @__PURE__ */ $constructor("ZodUUID", (inst, def) => {
        $ZodUUID.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_uuid(params) {
        return core._uuid(ZodUUID, params);
      }
      function uuidv4(params) {
        return core._uuidv4(ZodUUID, params);
      }
      function uuidv6(params) {
        return core._uuidv6(ZodUUID, params);
      }
      function uuidv7(params) {
        return core._uuidv7(ZodUUID, params);
      }
      const ZodURL = /* @__PURE__ */ $constructor("ZodURL", (inst, def) => {
        $ZodURL.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function url(params) {
        return core._url(ZodURL, params);
      }
      function httpUrl(params) {
        return core._url(ZodURL, {
          protocol: regexes.httpProtocol,
          hostname: regexes.domain,
          ...util.normalizeParams(params)
        });
      }
      const ZodEmoji = /* @__PURE__ */ $constructor("ZodEmoji", (inst, def) => {
        $ZodEmoji.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_emoji(params) {
        return core._emoji(ZodEmoji, params);
      }
      const ZodNanoID = /* @__PURE__ */ $constructor("ZodNanoID", (inst, def) => {
        $ZodNanoID.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_nanoid(params) {
        return core._nanoid(ZodNanoID, params);
      }
      const ZodCUID = /* @__PURE__ */ $constructor("ZodCUID", (inst, def) => {
        $ZodCUID.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_cuid(params) {
        return core._cuid(ZodCUID, params);
      }
      const ZodCUID2 = /* @__PURE__ */ $constructor("ZodCUID2", (inst, def) => {
        $ZodCUID2.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_cuid2(params) {
        return core._cuid2(ZodCUID2, params);
      }
      const ZodULID = /* @__PURE__ */ $constructor("ZodULID", (inst, def) => {
        $ZodULID.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_ulid(params) {
        return core._ulid(ZodULID, params);
      }
      const ZodXID = /* @__PURE__ */ $constructor("ZodXID", (inst, def) => {
        $ZodXID.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_xid(params) {
        return core._xid(ZodXID, params);
      }
      const ZodKSUID = /* @__PURE__ */ $constructor("ZodKSUID", (inst, def) => {
        $ZodKSUID.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_ksuid(params) {
        return core._ksuid(ZodKSUID, params);
      }
      const ZodIPv4 = /* @__PURE__ */ $constructor("ZodIPv4", (inst, def) => {
        $ZodIPv4.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_ipv4(params) {
        return core._ipv4(ZodIPv4, params);
      }
      const ZodMAC = (
        /* unused pure expression or super */
        null
      );
      function schemas_mac(params) {
        return core._mac(ZodMAC, params);
      }
      const ZodIPv6 = /* @__PURE__ */ $constructor("ZodIPv6", (inst, def) => {
        $ZodIPv6.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_ipv6(params) {
        return core._ipv6(ZodIPv6, params);
      }
      const ZodCIDRv4 = /* @__PURE__ */ $constructor("ZodCIDRv4", (inst, def) => {
        $ZodCIDRv4.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_cidrv4(params) {
        return core._cidrv4(ZodCIDRv4, params);
      }
      const ZodCIDRv6 = /* @__PURE__ */ $constructor("ZodCIDRv6", (inst, def) => {
        $ZodCIDRv6.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_cidrv6(params) {
        return core._cidrv6(ZodCIDRv6, params);
      }
      const ZodBase64 = /* @__PURE__ */ $constructor("ZodBase64", (inst, def) => {
        $ZodBase64.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_base64(params) {
        return core._base64(ZodBase64, params);
      }
      const ZodBase64URL = /* @__PURE__ */ $constructor("ZodBase64URL", (inst, def) => {
        $ZodBase64URL.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_base64url(params) {
        return core._base64url(ZodBase64URL, params);
      }
      const ZodE164 = /* @__PURE__ */ $constructor("ZodE164", (inst, def) => {
        $ZodE164.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function schemas_e164(params) {
        return core._e164(ZodE164, params);
      }
      const ZodCreditCard = (
        /* unused pure expression or super */
        null
      );
      function schemas_creditCard(params) {
        return core._creditCard(ZodCreditCard, params);
      }
      const ZodIBAN = (
        /* unused pure expression or super */
        null
      );
      function schemas_iban(params) {
        return core._iban(ZodIBAN, params);
      }
      const ZodJWT = /* @__PURE__ */ $constructor("ZodJWT", (inst, def) => {
        $ZodJWT.init(inst, def);
        ZodStringFormat.init(inst, def);
      });
      function jwt(params) {
        return core._jwt(ZodJWT, params);
      }
      const ZodCustomStringFormat = (
        /* unused pure expression or super */
        null
      );
      function stringFormat(format, fnOrRegex, _params = {}) {
        return core._stringFormat(ZodCustomStringFormat, format, fnOrRegex, _params);
      }
      function schemas_hostname(_params) {
        return core._stringFormat(ZodCustomStringFormat, "hostname", regexes.hostname, _params);
      }
      function schemas_hex(_params) {
        return core._stringFormat(ZodCustomStringFormat, "hex", regexes.hex, _params);
      }
      function schemas_currencyCode(_params) {
        return core._stringFormat(ZodCustomStringFormat, "currency_code", regexes.currencyCode, _params);
      }
      function hash(alg, params) {
        const enc = params?.enc ?? "hex";
        const format = `${alg}_${enc}`;
        const regex = core.regexes[format];
        if (!regex)
          throw new Error(`Unrecognized hash format: ${format}`);
        return core._stringFormat(ZodCustomStringFormat, format, regex, params);
      }
      const ZodNumber = /* @__PURE__ */ $constructor(
        "ZodNumber",
        (inst, def) => {
          $ZodNumber.init(inst, def);
          ZodType.init(inst, def);
          inst._zod.processJSONSchema = (ctx, json2, params) => numberProcessor(inst, ctx, json2, params);
          inst.isFinite = true;
        },
        /* @__PURE__ */ derived({
          minValue: (inst) => {
            const { minimum, exclusiveMinimum } = aggregateChecks(inst);
            return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
          },
          maxValue: (inst) => {
            const { maximum, exclusiveMaximum } = aggregateChecks(inst);
            return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
          },
          isInt: (inst) => {
            const { isInt, multipleOf } = aggregateChecks(inst);
            return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
          },
          format: (inst) => aggregateChecks(inst).format ?? null
        }, {
          gt(value, params) {
            return this.check(/* @__PURE__ */ _gt(value, params));
          },
          gte(value, params) {
            return this.check(/* @__PURE__ */ _gte(value, params));
          },
          min(value, params) {
            return this.check(/* @__PURE__ */ _gte(value, params));
          },
          lt(value, params) {
            return this.check(/* @__PURE__ */ _lt(value, params));
          },
          lte(value, params) {
            return this.check(/* @__PURE__ */ _lte(value, params));
          },
          max(value, params) {
            return this.check(/* @__PURE__ */ _lte(value, params));
          },
          int(params) {
            return this.check(schemas_int(params));
          },
          safe(params) {
            return this.check(schemas_int(params));
          },
          positive(params) {
            return this.check(/* @__PURE__ */ _gt(0, params));
          },
          nonnegative(params) {
            return this.check(/* @__PURE__ */ _gte(0, params));
          },
          negative(params) {
            return this.check(/* @__PURE__ */ _lt(0, params));
          },
          nonpositive(params) {
            return this.check(/* @__PURE__ */ _lte(0, params));
          },
          multipleOf(value, params) {
            return this.check(/* @__PURE__ */ _multipleOf(value, params));
          },
          step(value, params) {
            return this.check(/* @__PURE__ */ _multipleOf(value, params));
          },
          finite() {
            return this;
          }
        })
      );
      function schemas_number(params) {
        return core._number(ZodNumber, params);
      }
      const ZodNumberFormat = /* @__PURE__ */ $constructor("ZodNumberFormat", (inst, def) => {
        $ZodNumberFormat.init(inst, def);
        ZodNumber.init(inst, def);
      });
      function schemas_int(params) {
        return /* @__PURE__ */ _int(ZodNumberFormat, params);
      }
      function float32(params) {
        return core._float32(ZodNumberFormat, params);
      }
      function float64(params) {
        return core._float64(ZodNumberFormat, params);
      }
      function int32(params) {
        return core._int32(ZodNumberFormat, params);
      }
      function uint32(params) {
        return core._uint32(ZodNumberFormat, params);
      }
      const ZodBoolean = (
        /* unused pure expression or super */
        null
      );
      function schemas_boolean(params) {
        return core._boolean(ZodBoolean, params);
      }
      const ZodBigInt = /* @__PURE__ */ $constructor(
        "ZodBigInt",
        (inst, def) => {
          $ZodBigInt.init(inst, def);
          ZodType.init(inst, def);
          inst._zod.processJSONSchema = (ctx, json2, params) => bigintProcessor(inst, ctx, json2, params);
        },
        /* @__PURE__ */ derived({
          minValue: (inst) => aggregateChecks(inst).minimum ?? null,
          maxValue: (inst) => aggregateChecks(inst).maximum ?? null,
          format: (inst) => aggregateChecks(inst).format ?? null
        }, {
          gte(value, params) {
            return this.check(/* @__PURE__ */ _gte(value, params));
          },
          min(value, params) {
            return this.check(/* @__PURE__ */ _gte(value, params));
          },
          gt(value, params) {
            return this.check(/* @__PURE__ */ _gt(value, params));
          },
          lt(value, params) {
            return this.check(/* @__PURE__ */ _lt(value, params));
          },
          lte(value, params) {
            return this.check(/* @__PURE__ */ _lte(value, params));
          },
          max(value, params) {
            return this.check(/* @__PURE__ */ _lte(value, params));
          },
          positive(params) {
            return this.check(/* @__PURE__ */ _gt(BigInt(0), params));
          },
          negative(params) {
            return this.check(/* @__PURE__ */ _lt(BigInt(0), params));
          },
          nonpositive(params) {
            return this.check(/* @__PURE__ */ _lte(BigInt(0), params));
          },
          nonnegative(params) {
            return this.check(/* @__PURE__ */ _gte(BigInt(0), params));
          },
          multipleOf(value, params) {
            return this.check(/* @__PURE__ */ _multipleOf(value, params));
          }
        })
      );
      function schemas_bigint(params) {
        return core._bigint(ZodBigInt, params);
      }
      const ZodBigIntFormat = (
        /* unused pure expression or super */
        null
      );
      function int64(params) {
        return core._int64(ZodBigIntFormat, params);
      }
      function uint64(params) {
        return core._uint64(ZodBigIntFormat, params);
      }
      const ZodSymbol = (
        /* unused pure expression or super */
        null
      );
      function symbol(params) {
        return core._symbol(ZodSymbol, params);
      }
      const ZodUndefined = (
        /* unused pure expression or super */
        null
      );
      function schemas_undefined(params) {
        return core._undefined(ZodUndefined, params);
      }
      const ZodNull = (
        /* unused pure expression or super */
        null
      );
      function schemas_null(params) {
        return core._null(ZodNull, params);
      }
      const ZodAny = (
        /* unused pure expression or super */
        null
      );
      function any() {
        return core._any(ZodAny);
      }
      const ZodUnknown = /* @__PURE__ */ $constructor("ZodUnknown", (inst, def) => {
        $ZodUnknown.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => unknownProcessor(inst, ctx, json2, params);
      });
      function unknown() {
        return /* @__PURE__ */ _unknown(ZodUnknown);
      }
      const ZodNever = /* @__PURE__ */ $constructor("ZodNever", (inst, def) => {
        $ZodNever.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => neverProcessor(inst, ctx, json2, params);
      });
      function never(params) {
        return /* @__PURE__ */ _never(ZodNever, params);
      }
      const ZodVoid = (
        /* unused pure expression or super */
        null
      );
      function schemas_void(params) {
        return core._void(ZodVoid, params);
      }
      const ZodDate = /* @__PURE__ */ $constructor(
        "ZodDate",
        (inst, def) => {
          $ZodDate.init(inst, def);
          ZodType.init(inst, def);
          inst._zod.processJSONSchema = (ctx, json2, params) => dateProcessor(inst, ctx, json2, params);
          inst.min = (value, params) => inst.check(/* @__PURE__ */ _gte(value, params));
          inst.max = (value, params) => inst.check(/* @__PURE__ */ _lte(value, params));
        },
        /* @__PURE__ */ derived({
          minDate: (inst) => {
            const { minimum } = aggregateChecks(inst);
            return minimum ? new Date(minimum) : null;
          },
          maxDate: (inst) => {
            const { maximum } = aggregateChecks(inst);
            return maximum ? new Date(maximum) : null;
          }
        }, {})
      );
      function schemas_date(params) {
        return core._date(ZodDate, params);
      }
      const ZodArray = /* @__PURE__ */ $constructor("ZodArray", (inst, def) => {
        _ensureDefaultMemoizer();
        $ZodArray.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => arrayProcessor(inst, ctx, json2, params);
        inst.element = def.element;
      }, {
        min(n, params) {
          return this.check(/* @__PURE__ */ _minLength(n, params));
        },
        nonempty(params) {
          return this.check(/* @__PURE__ */ _minLength(1, params));
        },
        max(n, params) {
          return this.check(/* @__PURE__ */ _maxLength(n, params));
        },
        length(n, params) {
          return this.check(/* @__PURE__ */ _length(n, params));
        },
        unwrap() {
          return this.element;
        }
      });
      function array(element, params) {
        return /* @__PURE__ */ _array(ZodArray, element, params);
      }
      function keyof(schema) {
        const shape = schema._zod.def.shape;
        return schemas_enum(Object.keys(shape));
      }
      const ZodObject = /* @__PURE__ */ $constructor("ZodObject", (inst, def) => {
        _ensureDefaultMemoizer();
        $ZodObjectJIT.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => objectProcessor(inst, ctx, json2, params);
        installLazyProp(inst, "shape", (self2) => self2._zod.def.shape, false);
      }, {
        keyof() {
          return schemas_enum(Object.keys(this._zod.def.shape));
        },
        catchall(catchall) {
          return this.clone(mergeDefs(this._zod.def, { catchall }));
        },
        passthrough() {
          return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
        },
        loose() {
          return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
        },
        strict() {
          return this.clone(mergeDefs(this._zod.def, { catchall: never() }));
        },
        strip() {
          return this.clone(mergeDefs(this._zod.def, { catchall: void 0 }));
        },
        extend(incoming) {
          return extend(this, incoming);
        },
        safeExtend(incoming) {
          return safeExtend(this, incoming);
        },
        merge(other) {
          return merge(this, other);
        },
        pick(mask) {
          return pick(this, mask);
        },
        omit(mask) {
          return omit(this, mask);
        },
        partial(...args) {
          return partial(ZodOptional, this, args[0]);
        },
        exactPartial(...args) {
          return partial(ZodExactOptional, this, args[0], "exactPartial");
        },
        required(...args) {
          return required(ZodNonOptional, this, args[0]);
        }
      });
      function object(shape, params) {
        const def = {
          type: "object",
          shape: shape ?? {},
          ...normalizeParams(params)
        };
        return new ZodObject(def);
      }
      function strictObject(shape, params) {
        return new ZodObject({
          type: "object",
          shape,
          catchall: never(),
          ...util.normalizeParams(params)
        });
      }
      function looseObject(shape, params) {
        return new ZodObject({
          type: "object",
          shape,
          catchall: unknown(),
          ...util.normalizeParams(params)
        });
      }
      const ZodUnion = /* @__PURE__ */ $constructor("ZodUnion", (inst, def) => {
        $ZodUnion.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => unionProcessor(inst, ctx, json2, params);
        inst.options = def.options;
      });
      function union(options, params) {
        return new ZodUnion({
          type: "union",
          options,
          ...normalizeParams(params)
        });
      }
      const ZodXor = (
        /* unused pure expression or super */
        null
      );
      function xor(options, params) {
        return new ZodXor({
          type: "union",
          options,
          inclusive: false,
          ...util.normalizeParams(params)
        });
      }
      const ZodDiscriminatedUnion = (
        /* unused pure expression or super */
        null
      );
      function discriminatedUnion(discriminator, options, params) {
        return new ZodDiscriminatedUnion({
          type: "union",
          options,
          discriminator,
          ...util.normalizeParams(params)
        });
      }
      const ZodIntersection = /* @__PURE__ */ $constructor("ZodIntersection", (inst, def) => {
        $ZodIntersection.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => intersectionProcessor(inst, ctx, json2, params);
      });
      function intersection(left, right) {
        return new ZodIntersection({
          type: "intersection",
          left,
          right
        });
      }
      const ZodTuple = /* @__PURE__ */ $constructor("ZodTuple", (inst, def) => {
        _ensureDefaultMemoizer();
        $ZodTuple.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => tupleProcessor(inst, ctx, json2, params);
      }, {
        rest(rest) {
          return this.clone({
            ...this._zod.def,
            rest
          });
        },
        partial() {
          const def = this._zod.def;
          if (def.checks?.length)
            throw new Error(".partial() cannot be used on tuple schemas containing refinements");
          return this.clone({
            ...def,
            items: def.items.map((item) => new ZodOptional({ type: "optional", innerType: item }))
          });
        }
      });
      function tuple(items, _paramsOrRest, _params) {
        const hasRest = _paramsOrRest instanceof core.$ZodType;
        const params = hasRest ? _params : _paramsOrRest;
        const rest = hasRest ? _paramsOrRest : null;
        return new ZodTuple({
          type: "tuple",
          items,
          rest,
          ...util.normalizeParams(params)
        });
      }
      const ZodRecord = (
        /* unused pure expression or super */
        null
      );
      function record(keyType, valueType, params) {
        if (!valueType || !valueType._zod) {
          return new ZodRecord({
            type: "record",
            keyType: schemas_string(),
            valueType: keyType,
            ...util.normalizeParams(valueType)
          });
        }
        return new ZodRecord({
          type: "record",
          keyType,
          valueType,
          ...util.normalizeParams(params)
        });
      }
      function partialRecord(keyType, valueType, params) {
        return new ZodRecord({
          type: "record",
          keyType,
          valueType,
          ...util.normalizeParams(params),
          partial: true
        });
      }
      function looseRecord(keyType, valueType, params) {
        return new ZodRecord({
          type: "record",
          keyType,
          valueType,
          mode: "loose",
          ...util.normalizeParams(params)
        });
      }
      const ZodMap = (
        /* unused pure expression or super */
        null
      );
      function map(keyType, valueType, params) {
        return new ZodMap({
          type: "map",
          keyType,
          valueType,
          ...util.normalizeParams(params)
        });
      }
      const ZodSet = (
        /* unused pure expression or super */
        null
      );
      function set(valueType, params) {
        return new ZodSet({
          type: "set",
          valueType,
          ...util.normalizeParams(params)
        });
      }
      const ZodEnum = /* @__PURE__ */ $constructor("ZodEnum", (inst, def) => {
        $ZodEnum.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => enumProcessor(inst, ctx, json2, params);
        inst.enum = def.entries;
        inst.options = [...inst._zod.values];
        const keys = new Set(Object.keys(def.entries));
        inst.extract = (values, params) => {
          const newEntries = {};
          for (const value of values) {
            if (keys.has(value)) {
              newEntries[value] = def.entries[value];
            } else
              throw new Error(`Key ${value} not found in enum`);
          }
          return new ZodEnum({
            ...def,
            checks: [],
            ...normalizeParams(params),
            entries: newEntries
          });
        };
        inst.exclude = (values, params) => {
          const newEntries = { ...def.entries };
          for (const value of values) {
            if (keys.has(value)) {
              delete newEntries[value];
            } else
              throw new Error(`Key ${value} not found in enum`);
          }
          return new ZodEnum({
            ...def,
            checks: [],
            ...normalizeParams(params),
            entries: newEntries
          });
        };
      });
      function schemas_enum(values, params) {
        const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
        return new ZodEnum({
          type: "enum",
          entries,
          ...normalizeParams(params)
        });
      }
      function nativeEnum(entries, params) {
        return new ZodEnum({
          type: "enum",
          entries,
          ...util.normalizeParams(params)
        });
      }
      const ZodLiteral = (
        /* unused pure expression or super */
        null
      );
      function literal(value, params) {
        return new ZodLiteral({
          type: "literal",
          values: Array.isArray(value) ? value : [value],
          ...util.normalizeParams(params)
        });
      }
      const ZodFile = (
        /* unused pure expression or super */
        null
      );
      function file(params) {
        return core._file(ZodFile, params);
      }
      const ZodTransform = /* @__PURE__ */ $constructor("ZodTransform", (inst, def) => {
        _ensureDefaultMemoizer();
        $ZodTransform.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => transformProcessor(inst, ctx, json2, params);
        inst._zod.parse = (payload, _ctx) => {
          if (_ctx.direction === "backward") {
            throw new $ZodEncodeError(inst.constructor.name);
          }
          payload.addIssue = (issue) => {
            if (typeof issue === "string") {
              payload.issues.push(util_issue(issue, payload.value, def));
            } else {
              const _issue = issue;
              if (_issue.fatal)
                _issue.continue = false;
              _issue.code ?? (_issue.code = "custom");
              if (!("input" in _issue))
                _issue.input = payload.value;
              _issue.inst ?? (_issue.inst = inst);
              payload.issues.push(util_issue(_issue));
            }
          };
          const output = def.transform(payload.value, payload);
          if (output instanceof Promise) {
            return output.then((output2) => {
              payload.value = output2;
              return payload;
            });
          }
          payload.value = output;
          return payload;
        };
      });
      function transform(fn) {
        return new ZodTransform({
          type: "transform",
          transform: fn
        });
      }
      const ZodOptional = /* @__PURE__ */ $constructor("ZodOptional", (inst, def) => {
        $ZodOptional.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => optionalProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
      });
      function optional(innerType) {
        return new ZodOptional({
          type: "optional",
          innerType
        });
      }
      const ZodExactOptional = /* @__PURE__ */ $constructor("ZodExactOptional", (inst, def) => {
        $ZodExactOptional.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => optionalProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
      });
      function exactOptional(innerType) {
        return new ZodExactOptional({
          type: "optional",
          innerType
        });
      }
      const ZodNullable = /* @__PURE__ */ $constructor("ZodNullable", (inst, def) => {
        $ZodNullable.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => nullableProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
      });
      function nullable(innerType) {
        return new ZodNullable({
          type: "nullable",
          innerType
        });
      }
      function schemas_nullish(innerType) {
        return optional(nullable(innerType));
      }
      const ZodDefault = /* @__PURE__ */ $constructor("ZodDefault", (inst, def) => {
        $ZodDefault.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => defaultProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
        inst.removeDefault = inst.unwrap;
      });
      function schemas_default(innerType, defaultValue) {
        return new ZodDefault({
          type: "default",
          innerType,
          get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
          }
        });
      }
      const ZodPrefault = /* @__PURE__ */ $constructor("ZodPrefault", (inst, def) => {
        $ZodPrefault.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => prefaultProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
      });
      function prefault(innerType, defaultValue) {
        return new ZodPrefault({
          type: "prefault",
          innerType,
          get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
          }
        });
      }
      const ZodNonOptional = /* @__PURE__ */ $constructor("ZodNonOptional", (inst, def) => {
        $ZodNonOptional.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => nonoptionalProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
      });
      function nonoptional(innerType, params) {
        return new ZodNonOptional({
          type: "nonoptional",
          innerType,
          ...normalizeParams(params)
        });
      }
      const ZodSuccess = (
        /* unused pure expression or super */
        null
      );
      function success(innerType) {
        return new ZodSuccess({
          type: "success",
          innerType
        });
      }
      const ZodCatch = /* @__PURE__ */ $constructor("ZodCatch", (inst, def) => {
        $ZodCatch.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => catchProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
        inst.removeCatch = inst.unwrap;
      });
      function schemas_catch(innerType, catchValue) {
        return new ZodCatch({
          type: "catch",
          innerType,
          catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
        });
      }
      const ZodNaN = (
        /* unused pure expression or super */
        null
      );
      function nan(params) {
        return core._nan(ZodNaN, params);
      }
      const ZodPipe = /* @__PURE__ */ $constructor("ZodPipe", (inst, def) => {
        $ZodPipe.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => pipeProcessor(inst, ctx, json2, params);
        inst.in = def.in;
        inst.out = def.out;
      });
      function pipe(in_, out) {
        return new ZodPipe({
          type: "pipe",
          in: in_,
          out
          // ...util.normalizeParams(params),
        });
      }
      const ZodCodec = (
        /* unused pure expression or super */
        null
      );
      function codec(in_, out, params) {
        return new ZodCodec({
          type: "pipe",
          in: in_,
          out,
          transform: params.decode,
          reverseTransform: params.encode
        });
      }
      function invertCodec(codec2) {
        const def = codec2._zod.def;
        return new ZodCodec({
          type: "pipe",
          in: def.out,
          out: def.in,
          transform: def.reverseTransform,
          reverseTransform: def.transform
        });
      }
      const ZodPreprocess = (
        /* unused pure expression or super */
        null
      );
      const ZodReadonly = /* @__PURE__ */ $constructor("ZodReadonly", (inst, def) => {
        $ZodReadonly.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => readonlyProcessor(inst, ctx, json2, params);
        inst.unwrap = () => inst._zod.def.innerType;
      });
      function readonly(innerType) {
        return new ZodReadonly({
          type: "readonly",
          innerType
        });
      }
      const ZodTemplateLiteral = (
        /* unused pure expression or super */
        null
      );
      function templateLiteral(parts, params) {
        return new ZodTemplateLiteral({
          type: "template_literal",
          parts,
          ...util.normalizeParams(params)
        });
      }
      const ZodLazy = (
        /* unused pure expression or super */
        null
      );
      function lazy(getter) {
        return new ZodLazy({
          type: "lazy",
          getter
        });
      }
      const ZodPromise = (
        /* unused pure expression or super */
        null
      );
      function promise(innerType) {
        return new ZodPromise({
          type: "promise",
          innerType
        });
      }
      const ZodFunction = (
        /* unused pure expression or super */
        null
      );
      function _function(params) {
        return new ZodFunction({
          type: "function",
          input: Array.isArray(params?.input) ? tuple(params?.input) : params?.input ?? array(unknown()),
          output: params?.output ?? unknown()
        });
      }
      const ZodCustom = /* @__PURE__ */ $constructor("ZodCustom", (inst, def) => {
        $ZodCustom.init(inst, def);
        ZodType.init(inst, def);
        inst._zod.processJSONSchema = (ctx, json2, params) => customProcessor(inst, ctx, json2, params);
      });
      function check(fn) {
        const ch = new core.$ZodCheck({
          check: "custom"
          // ...util.normalizeParams(params),
        });
        ch._zod.check = fn;
        return ch;
      }
      function custom(fn, _params) {
        return core._custom(ZodCustom, fn ?? (() => true), _params);
      }
      function refine(fn, _params = {}) {
        return /* @__PURE__ */ _refine(ZodCustom, fn, _params);
      }
      function superRefine(fn, params) {
        return /* @__PURE__ */ _superRefine(fn, params);
      }
      const schemas_describe = describe;
      const schemas_meta = meta;
      const ZodInstanceOf = /* @__PURE__ */ $constructor("ZodInstanceOf", (inst, def) => {
        ZodCustom.init(inst, def);
      }, {
        properties(shape, params) {
          return this.check(/* @__PURE__ */ _properties(shape, params));
        }
      });
      function _instanceof(cls, params = {}) {
        const inst = new ZodInstanceOf({
          type: "custom",
          check: "custom",
          fn: (data) => data instanceof cls,
          abort: true,
          ...util.normalizeParams(params)
        });
        inst._zod.bag.Class = cls;
        inst._zod.check = (payload) => {
          if (!(payload.value instanceof cls)) {
            payload.issues.push({
              code: "invalid_type",
              expected: cls.name,
              input: payload.value,
              inst,
              path: [...inst._zod.def.path ?? []]
            });
          }
        };
        return inst;
      }
      const stringbool = (...args) => core._stringbool({
        Codec: ZodCodec,
        Boolean: ZodBoolean,
        String: ZodString
      }, ...args);
      function json(params) {
        const jsonSchema = lazy(() => {
          return union([schemas_string(params), schemas_number(), schemas_boolean(), schemas_null(), array(jsonSchema), record(schemas_string(), jsonSchema)]);
        });
        return jsonSchema;
      }
      function preprocess(fn, schema) {
        return new ZodPreprocess({
          type: "pipe",
          in: transform(fn),
          out: schema
        });
      }
    })
  ),
  /***/
  6543: (
    /***/
    ((module2) => {
      "use strict";
      module2.exports = /* @__PURE__ */ JSON.parse('{"name":"gaxios","version":"8.3.3","description":"A simple common HTTP client specifically for Google APIs and services.","main":"build/cjs/src/index.js","types":"build/cjs/src/index.d.ts","files":["build/cjs/src","build/esm/src","build/esm/package.json","!build/**/*.map"],"exports":{".":{"import":{"types":"./build/esm/src/index.d.ts","default":"./build/esm/src/index.js"},"require":{"types":"./build/cjs/src/index.d.ts","default":"./build/cjs/src/index.js"}},"./build/src/common":{"import":"./build/esm/src/common.js","require":"./build/cjs/src/common.js"},"./package.json":"./package.json"},"repository":{"type":"git","directory":"core/packages/gaxios","url":"https://github.com/googleapis/google-cloud-node.git"},"keywords":["google"],"engines":{"node":">=22"},"author":"Google, LLC","license":"Apache-2.0","devDependencies":{"@babel/plugin-proposal-private-methods":"^7.18.6","@types/cors":"^2.8.6","@types/express":"^5.0.0","@types/extend":"^3.0.1","@types/mocha":"^10.0.10","@types/multiparty":"4.2.1","@types/mv":"^2.1.0","@types/ncp":"^2.0.8","@types/node":"^24.0.0","@types/sinon":"^21.0.0","@types/tmp":"^0.2.6","assert":"^2.0.0","browserify":"^17.0.0","c8":"^10.1.3","cors":"^2.8.5","express":"^5.0.0","gts":"^6.0.2","is-docker":"^3.0.0","jsdoc":"^4.0.4","jsdoc-fresh":"^6.1.0","jsdoc-region-tag":"^5.1.0","karma":"^6.0.0","karma-chrome-launcher":"^3.0.0","karma-coverage":"^2.0.0","karma-firefox-launcher":"^2.0.0","karma-mocha":"^2.0.0","karma-remap-coverage":"^0.1.5","karma-sourcemap-loader":"^0.4.0","karma-webpack":"^5.0.0","mocha":"^11.1.0","multiparty":"^4.2.1","mv":"^2.1.1","ncp":"^2.0.0","nock":"14.0.5","null-loader":"^4.0.1","pack-n-play":"^5.3.0","puppeteer":"^24.0.0","sinon":"21.0.3","stream-browserify":"^3.0.0","tmp":"0.2.7","ts-loader":"^9.5.2","typescript":"5.8.3","undici-types":"^7.24.1","webpack":"^5.97.1","webpack-cli":"^6.0.1"},"dependencies":{"extend":"^3.0.2","https-proxy-agent":"^7.0.1","node-fetch":"^3.3.2"},"homepage":"https://github.com/googleapis/google-cloud-node/tree/main/core/packages/gaxios","scripts":{"lint":"gts check --no-inline-config","test":"node ../../../bin/run-test.cjs build/esm/test","presystem-test":"npm run compile","system-test":"mocha build/esm/system-test --timeout 80000","compile":"tsc -b ./tsconfig.json ./tsconfig.cjs.json && node utils/enable-esm.mjs","fix":"gts fix","pretest":"npm run compile","webpack":"webpack","prebrowser-test":"npm run compile","browser-test":"node build/browser-test/browser-test-runner.js","docs":"jsdoc -c .jsdoc.js","samples-test":"cd samples/ && npm link ../ && npm test && cd ../","prelint":"cd samples; npm link ../; npm install","clean":"gts clean"}}');
    })
  ),
  /***/
  8535: (
    /***/
    ((module2) => {
      "use strict";
      module2.exports = /* @__PURE__ */ JSON.parse('{"name":"gaxios","version":"8.3.3","description":"A simple common HTTP client specifically for Google APIs and services.","main":"build/cjs/src/index.js","types":"build/cjs/src/index.d.ts","files":["build/cjs/src","build/esm/src","build/esm/package.json","!build/**/*.map"],"exports":{".":{"import":{"types":"./build/esm/src/index.d.ts","default":"./build/esm/src/index.js"},"require":{"types":"./build/cjs/src/index.d.ts","default":"./build/cjs/src/index.js"}},"./build/src/common":{"import":"./build/esm/src/common.js","require":"./build/cjs/src/common.js"},"./package.json":"./package.json"},"repository":{"type":"git","directory":"core/packages/gaxios","url":"https://github.com/googleapis/google-cloud-node.git"},"keywords":["google"],"engines":{"node":">=22"},"author":"Google, LLC","license":"Apache-2.0","devDependencies":{"@babel/plugin-proposal-private-methods":"^7.18.6","@types/cors":"^2.8.6","@types/express":"^5.0.0","@types/extend":"^3.0.1","@types/mocha":"^10.0.10","@types/multiparty":"4.2.1","@types/mv":"^2.1.0","@types/ncp":"^2.0.8","@types/node":"^24.0.0","@types/sinon":"^21.0.0","@types/tmp":"^0.2.6","assert":"^2.0.0","browserify":"^17.0.0","c8":"^10.1.3","cors":"^2.8.5","express":"^5.0.0","gts":"^6.0.2","is-docker":"^3.0.0","jsdoc":"^4.0.4","jsdoc-fresh":"^6.1.0","jsdoc-region-tag":"^5.1.0","karma":"^6.0.0","karma-chrome-launcher":"^3.0.0","karma-coverage":"^2.0.0","karma-firefox-launcher":"^2.0.0","karma-mocha":"^2.0.0","karma-remap-coverage":"^0.1.5","karma-sourcemap-loader":"^0.4.0","karma-webpack":"^5.0.0","mocha":"^11.1.0","multiparty":"^4.2.1","mv":"^2.1.1","ncp":"^2.0.0","nock":"14.0.5","null-loader":"^4.0.1","pack-n-play":"^5.3.0","puppeteer":"^24.0.0","sinon":"21.0.3","stream-browserify":"^3.0.0","tmp":"0.2.7","ts-loader":"^9.5.2","typescript":"5.8.3","undici-types":"^7.24.1","webpack":"^5.97.1","webpack-cli":"^6.0.1"},"dependencies":{"extend":"^3.0.2","https-proxy-agent":"^7.0.1","node-fetch":"^3.3.2"},"homepage":"https://github.com/googleapis/google-cloud-node/tree/main/core/packages/gaxios","scripts":{"lint":"gts check --no-inline-config","test":"node ../../../bin/run-test.cjs build/esm/test","presystem-test":"npm run compile","system-test":"mocha build/esm/system-test --timeout 80000","compile":"tsc -b ./tsconfig.json ./tsconfig.cjs.json && node utils/enable-esm.mjs","fix":"gts fix","pretest":"npm run compile","webpack":"webpack","prebrowser-test":"npm run compile","browser-test":"node build/browser-test/browser-test-runner.js","docs":"jsdoc -c .jsdoc.js","samples-test":"cd samples/ && npm link ../ && npm test && cd ../","prelint":"cd samples; npm link ../; npm install","clean":"gts clean"}}');
    })
  ),
  /***/
  6066: (
    /***/
    ((module2) => {
      "use strict";
      module2.exports = /* @__PURE__ */ JSON.parse('{"name":"google-auth-library","version":"11.3.4","author":"Google Inc.","description":"Google APIs Authentication Client Library for Node.js","engines":{"node":">=22"},"main":"./build/src/index.js","types":"./build/src/index.d.ts","repository":{"type":"git","directory":"core/packages/google-auth-library-nodejs","url":"https://github.com/googleapis/google-cloud-node.git"},"keywords":["google","api","google apis","client","client library"],"dependencies":{"base64-js":"^1.3.0","ecdsa-sig-formatter":"^1.0.11","gaxios":"^8.3.1","gcp-metadata":"^9.2.1","google-logging-utils":"^2.1.0","jws":"^4.0.0"},"devDependencies":{"@types/base64-js":"^1.2.5","@types/jws":"^3.1.0","@types/mocha":"^10.0.10","@types/mv":"^2.1.0","@types/ncp":"^2.0.8","@types/node":"^24.0.0","@types/sinon":"^21.0.0","assert-rejects":"^1.0.0","c8":"^10.1.3","codecov":"^3.8.3","gts":"^6.0.2","is-docker":"^3.0.0","jsdoc":"^4.0.4","jsdoc-fresh":"^6.1.0","jsdoc-region-tag":"^5.1.0","karma":"^6.0.0","karma-chrome-launcher":"^3.0.0","karma-coverage":"^2.0.0","karma-firefox-launcher":"^2.0.0","karma-mocha":"^2.0.0","karma-sourcemap-loader":"^0.4.0","karma-webpack":"^5.0.0","mocha":"^11.1.0","mv":"^2.1.1","ncp":"^2.0.0","nock":"^14.0.5","null-loader":"^4.0.1","puppeteer":"^24.0.0","sinon":"21.0.3","ts-loader":"^9.5.2","typescript":"5.8.3","webpack":"^5.97.1","webpack-cli":"^6.0.1"},"files":["build/src","!build/src/**/*.map"],"license":"Apache-2.0","homepage":"https://github.com/googleapis/google-cloud-node/tree/main/core/packages/google-auth-library-nodejs","scripts":{"test":"node ../../../bin/run-test.cjs build/test","clean":"gts clean","lint":"gts check --no-inline-config","compile":"tsc -p .","fix":"gts fix","pretest":"pnpm run compile --sourceMap","docs":"jsdoc -c .jsdoc.js","samples-setup":"cd samples/ && pnpm link ../ && pnpm run setup && cd ../","samples-test":"cd samples/ && pnpm link ../ && pnpm test && cd ../","system-test":"mocha build/system-test --timeout 60000","presystem-test":"pnpm run compile --sourceMap","webpack":"webpack","browser-test":"karma start","prelint":"cd samples; pnpm link ../; pnpm install"}}');
    })
  )
};
;
