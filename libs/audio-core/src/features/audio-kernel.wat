;; The inner loops over samples and spectra, with SIMD. Addresses are in bytes; v128 reads and writes need no alignment.
;; Everything but the window is computed in float64, as plain JavaScript does.
(module
  (import "env" "memory" (memory 1))

  ;; out[n] = samples[n] * window[n], float32; $count is a multiple of 4 and above 0.
  (func (export "window") (param $samples i32) (param $window i32) (param $out i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (loop $step
      (v128.store (local.get $out) (f32x4.mul (v128.load (local.get $samples)) (v128.load (local.get $window))))
      (local.set $samples (i32.add (local.get $samples) (i32.const 16)))
      (local.set $window (i32.add (local.get $window) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $step (i32.lt_u (local.get $out) (local.get $end)))))

  ;; power[bin] = re² + im² of float32 pairs, as float64; $bins is a multiple of 4 and above 0.
  (func (export "power") (param $spectrum i32) (param $power i32) (param $bins i32)
    (local $end i32) (local $a v128) (local $b v128) (local $re v128) (local $im v128) (local $x v128) (local $y v128)
    (local.set $end (i32.add (local.get $power) (i32.shl (local.get $bins) (i32.const 3))))
    (loop $step
      (local.set $a (v128.load (local.get $spectrum)))
      (local.set $b (v128.load offset=16 (local.get $spectrum)))
      (local.set $re (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b)))
      (local.set $im (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))
      (local.set $x (f64x2.promote_low_f32x4 (local.get $re)))
      (local.set $y (f64x2.promote_low_f32x4 (local.get $im)))
      (v128.store (local.get $power)
        (f64x2.add (f64x2.mul (local.get $x) (local.get $x)) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $x (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $re) (local.get $re))))
      (local.set $y (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $im) (local.get $im))))
      (v128.store offset=16 (local.get $power)
        (f64x2.add (f64x2.mul (local.get $x) (local.get $x)) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $spectrum (i32.add (local.get $spectrum) (i32.const 32)))
      (local.set $power (i32.add (local.get $power) (i32.const 32)))
      (br_if $step (i32.lt_u (local.get $power) (local.get $end)))))

  ;; mel[band] = sum of weights times power. For each band, $bands has three int32: the address of its first power, that
  ;; of its weights (float64), and their number, which is even and above 0.
  (func (export "mel") (param $bands i32) (param $count i32) (param $mel i32)
    (local $power i32) (local $weights i32) (local $end i32) (local $sum v128)
    (loop $band
      (local.set $power (i32.load (local.get $bands)))
      (local.set $weights (i32.load offset=4 (local.get $bands)))
      (local.set $end (i32.add (local.get $weights) (i32.shl (i32.load offset=8 (local.get $bands)) (i32.const 3))))
      (local.set $sum (v128.const f64x2 0 0))
      (loop $step
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul (v128.load (local.get $power)) (v128.load (local.get $weights)))))
        (local.set $power (i32.add (local.get $power) (i32.const 16)))
        (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
        (br_if $step (i32.lt_u (local.get $weights) (local.get $end))))
      (f64.store (local.get $mel) (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum))))
      (local.set $mel (i32.add (local.get $mel) (i32.const 8)))
      (local.set $bands (i32.add (local.get $bands) (i32.const 12)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $band (local.get $count))))

  ;; The largest magnitude of float32 samples; NaN if one of them is. $count is a multiple of 4 and above 0.
  (func (export "peak") (param $samples i32) (param $count i32) (result f32)
    (local $end i32) (local $most v128)
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $most (v128.const f32x4 0 0 0 0))
    (loop $step
      (local.set $most (f32x4.max (local.get $most) (f32x4.abs (v128.load (local.get $samples)))))
      (local.set $samples (i32.add (local.get $samples) (i32.const 16)))
      (br_if $step (i32.lt_u (local.get $samples) (local.get $end))))
    (f32.max
      (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))
      (f32.max (f32x4.extract_lane 2 (local.get $most)) (f32x4.extract_lane 3 (local.get $most)))))

  ;; Sum of the products of float32 values, as float64; $count is a multiple of 4 and above 0.
  (func (export "dot") (param $a i32) (param $b i32) (param $count i32) (result f64)
    (local $end i32) (local $x v128) (local $y v128) (local $sum v128)
    (local.set $end (i32.add (local.get $a) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $sum (v128.const f64x2 0 0))
    (loop $step
      (local.set $x (v128.load (local.get $a)))
      (local.set $y (v128.load (local.get $b)))
      (local.set $sum (f64x2.add (local.get $sum)
        (f64x2.mul (f64x2.promote_low_f32x4 (local.get $x)) (f64x2.promote_low_f32x4 (local.get $y)))))
      (local.set $sum (f64x2.add (local.get $sum)
        (f64x2.mul
          (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $x) (local.get $x)))
          (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $y) (local.get $y))))))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (br_if $step (i32.lt_u (local.get $a) (local.get $end))))
    (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum)))))
