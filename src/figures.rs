//! Figures as pages print them.

/// Puts a comma between each three digits before the point: `1234567.8` becomes `1,234,567.8`.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let (sign, unsigned) = match digits.strip_prefix('-') {
        Some(rest) => ("−", rest),
        None => ("", digits),
    };
    let (whole, rest) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        for (digits, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("2000", "2,000"),
            ("1234567.891", "1,234,567.891"),
            ("-1234567.89", "−1,234,567.89"),
        ] {
            assert_eq!(grouped(digits), shown);
        }
    }
}
